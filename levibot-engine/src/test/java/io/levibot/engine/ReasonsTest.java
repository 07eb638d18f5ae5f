package io.levibot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reasons that people and machines read: each is documented and given by some code, and no code gives another. */
final class ReasonsTest {
    private static final Path REASON = Path.of("../levibot-api/src/main/java/io/levibot/api/Reason.java");
    private static final Pattern DOCUMENTED = Pattern.compile(
            "/\\*\\* [A-Z][^\\n]{10,}\\. \\*/\\n {4}public static final Reason ([A-Z_]+) = of\\(\"([A-Z_]+)\"\\);");
    private static final Pattern MADE = Pattern.compile("Reason\\.of\\(\"([A-Z_]+)\"");

    private static Set<String> constants() throws IllegalAccessException {
        Set<String> codes = new TreeSet<>();
        for (Field field : Reason.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == Reason.class) {
                assertThat(((Reason) field.get(null)).code()).isEqualTo(field.getName());
                codes.add(field.getName());
            }
        }
        return codes;
    }

    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        for (String module : List.of("calibration", "engine", "model-lightgbm", "sentiment-openai")) {
            try (Stream<Path> files = Files.walk(Path.of("../levibot-" + module + "/src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .map(ReasonsTest::read)
                        .forEach(sources::add);
            }
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyKnownCodeIsAConstantAndSaysWhatItMeans() throws Exception {
        Set<String> documented = new TreeSet<>();
        Matcher matcher = DOCUMENTED.matcher(read(REASON));
        while (matcher.find()) {
            assertThat(matcher.group(2)).isEqualTo(matcher.group(1));
            documented.add(matcher.group(1));
        }
        assertThat(constants()).isEqualTo(Reason.knownCodes()).hasSizeGreaterThan(30);
        assertThat(documented).isEqualTo(constants());
    }

    @Test
    void everyReasonIsGivenBySomeCode() throws Exception {
        List<String> sources = sources();
        for (String code : constants()) {
            assertThat(sources)
                    .as("who gives %s", code)
                    .anyMatch(source -> Pattern.compile("Reason\\.(\\w+\\.)?" + code + "\\b")
                            .matcher(source)
                            .find());
        }
    }

    @Test
    void noCodeGivesAReasonThatIsNotAmongThem() throws Exception {
        for (String source : sources()) {
            Matcher made = MADE.matcher(source);
            while (made.find()) {
                assertThat(Reason.knownCodes()).contains(made.group(1));
            }
        }
    }
}
