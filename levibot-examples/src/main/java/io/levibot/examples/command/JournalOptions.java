package io.levibot.examples.command;

import io.levibot.engine.journal.JournalVerifier;
import io.levibot.engine.journal.Verification;
import io.levibot.engine.state.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Options of the commands that read a journal: one file, or all segments of a state directory. */
final class JournalOptions {
    @ArgGroup(multiplicity = "1")
    private Place place = new Place();

    /** Either form names the same. */
    static final class Place {
        @Option(
                names = "--journal",
                paramLabel = "PATH",
                description = "The journal: a file, or the state directory that holds its segments.")
        private @Nullable Path option;

        @Parameters(paramLabel = "PATH", description = "The same, without the option's name.")
        private @Nullable Path parameter;
    }

    @Option(names = "--allow-open", description = "A journal without a seal is fine too.")
    private boolean allowOpen;

    @Option(
            names = "--expect-head",
            paramLabel = "HASH",
            converter = HashConverter.class,
            description = "Hash that the last event must have: finds a journal that was rewritten as a whole.")
    private @Nullable String expectedHead;

    /** Refuses what is no hash: it would be told from the journal's by any journal. */
    static final class HashConverter implements ITypeConverter<String> {
        private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

        @Override
        public String convert(String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            if (!HASH.matcher(lower).matches()) {
                throw new TypeConversionException("'" + text
                        + "' is no hash; allowed are the 64 hexadecimal digits that 'verify' prints as head");
            }
            return lower;
        }
    }

    Path journal() {
        if (place.option != null) {
            return place.option;
        }
        return place.parameter == null ? Path.of("") : place.parameter;
    }

    Verification verify() {
        Path path = journal();
        Verification found = Files.isDirectory(path) ? StateDirectory.verify(path) : JournalVerifier.verify(path);
        return expectedHead == null ? found : found.expecting(expectedHead);
    }

    boolean allows(Verification found) {
        return found.status() == Verification.Status.SEALED
                || (allowOpen && found.status() == Verification.Status.OPEN);
    }
}
