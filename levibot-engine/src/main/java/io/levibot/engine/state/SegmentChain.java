package io.levibot.engine.state;

import io.levibot.engine.journal.JournalException;
import io.levibot.engine.journal.JournalPosition;
import io.levibot.engine.journal.JournalVerifier;
import io.levibot.engine.journal.SegmentBeginning;
import io.levibot.engine.journal.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks the segments of a journal, one after the other and each against the one before. Stateless. */
final class SegmentChain {
    private static final int NUMBER_AT = "journal-".length();
    private static final int NUMBER_DIGITS = 6;

    private SegmentChain() {}

    static int numberOf(Path segment) {
        return Integer.parseInt(segment.getFileName().toString().substring(NUMBER_AT, NUMBER_AT + NUMBER_DIGITS));
    }

    static String name(int number) {
        return String.format(Locale.ROOT, "journal-%06d.jsonl", number);
    }

    /**
     * Checks a whole journal.
     *
     * @param all the segments that are there, in order, at least one
     */
    static Verification verify(List<Path> all) {
        long events = 0;
        long eventBytes = 0;
        long intactBytes = 0;
        @Nullable Verification before = null;
        int number = 1;
        for (Path file : all) {
            Verification found = JournalVerifier.verify(file);
            boolean broken = found.status() == Verification.Status.BROKEN;
            String problem = broken ? found.problem() : problemOf(file, number, before);
            events += found.events();
            eventBytes += found.eventBytes();
            intactBytes += found.intactBytes();
            before = new Verification(
                    found.status(),
                    events,
                    found.head(),
                    eventBytes,
                    intactBytes,
                    found.continues(),
                    found.problem().isEmpty() ? "" : file.getFileName() + ": " + found.problem());
            if (!problem.isEmpty()) {
                return before.broken(file.getFileName() + ": " + problem);
            }
            number++;
        }
        return before != null && before.continues()
                ? before.open(name(number - 1) + " is full and " + name(number)
                        + ", which continues it, is not there: the process ended between them, or it was removed")
                : Objects.requireNonNull(before);
    }

    /** What the segments hold after a snapshot, or all of it. */
    static JournalRest restAfter(@Nullable Snapshot snapshot, List<Path> all, Path directory) {
        int number = snapshot == null ? 1 : snapshot.segment();
        List<Path> files = new ArrayList<>();
        for (Path file : all) {
            if (numberOf(file) >= number) {
                files.add(file);
            }
        }
        JournalPosition from = snapshot == null ? JournalPosition.START : snapshot.position();
        if (files.isEmpty() || numberOf(files.get(0)) != number) {
            throw new JournalException(directory + " has no " + name(number)
                    + (snapshot == null
                            ? ", and no snapshot of a later one; restore a snapshot"
                            : ", in which its newest intact snapshot stands: it was lost"));
        }
        int opening = 0;
        @Nullable Verification before = null;
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            if (numberOf(file) != number + i) {
                throw new JournalException(file + ": " + name(number + i) + ", which comes before it, is missing");
            }
            Verification found = JournalVerifier.verify(file, i == 0 ? from : JournalPosition.START);
            if (found.status() == Verification.Status.BROKEN) {
                throw new JournalException(file + " is BROKEN after event " + (i == 0 ? from.events() : 0)
                        + " and nothing can be recovered from it: " + found.problem());
            }
            String problem = before == null ? "" : problemBetween(before, file);
            if (!problem.isEmpty()) {
                throw new JournalException(file + ": " + problem);
            }
            if (before != null && !before.continues()) {
                opening = i;
            }
            before = found;
        }
        return new JournalRest(files, from, opening, Objects.requireNonNull(before));
    }

    private static String problemOf(Path file, int number, @Nullable Verification before) {
        int found = numberOf(file);
        if (found != number) {
            return found - number == 1
                    ? name(number) + ", which comes before it, is missing"
                    : name(number) + " to " + name(found - 1) + ", which come before it, are missing";
        }
        return before == null ? problemOfFirst(file) : problemBetween(before, file);
    }

    private static String problemOfFirst(Path file) {
        return beginning(file).previousHead().isEmpty() ? "" : "it continues a journal that is not there";
    }

    /** What is wrong between a segment and the next one; empty if nothing is. */
    static String problemBetween(Verification before, Path file) {
        if (before.status() != Verification.Status.SEALED) {
            return "the segment before it is not sealed though this one follows";
        }
        SegmentBeginning beginning = beginning(file);
        if (!beginning.previousHead().equals(before.head())) {
            return "it does not continue the segment before it";
        }
        boolean continuation = beginning.kind() == SegmentBeginning.Kind.CONTINUATION;
        return continuation == before.continues()
                ? ""
                : "the segment before it ends " + (before.continues() ? "full" : "with a clean close")
                        + ", which does not go with how this one begins";
    }

    private static SegmentBeginning beginning(Path file) {
        try {
            return JournalVerifier.beginning(file);
        } catch (JournalException e) {
            return new SegmentBeginning(SegmentBeginning.Kind.OPENING, "not a beginning");
        }
    }

    /** Finds BROKEN a journal in which a snapshot's place is not: it was cut, or replaced by another one. */
    static Verification expectingPlaceOf(Snapshot snapshot, List<Path> all, Verification found) {
        String name = name(snapshot.segment());
        if (snapshot.segment() > all.size()) {
            return found.broken(name + ", of which there is a snapshot, is missing");
        }
        return JournalVerifier.holds(all.get(snapshot.segment() - 1), snapshot.position())
                ? found
                : found.broken(name + ": it has no line with the hash that a snapshot names, "
                        + snapshot.position().head() + ": it was cut off or replaced");
    }
}
