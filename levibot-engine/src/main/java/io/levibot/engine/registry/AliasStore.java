package io.levibot.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.api.ArtifactException;
import io.levibot.engine.internal.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two files that say what the aliases name. {@code aliases.json} holds the last move and is replaced atomically: it is the
 * truth. {@code history.jsonl} gets the same event a moment later, and stands in when the first is damaged. A crash in between
 * is mended by the next change.
 *
 * <p>Reading needs no lock; whoever writes holds the registry's.
 */
final class AliasStore {
    private static final Logger LOG = LoggerFactory.getLogger(AliasStore.class);

    private final Path aliases;
    private final Path history;

    AliasStore(Path directory) {
        this.aliases = directory.resolve("aliases.json");
        this.history = directory.resolve("history.jsonl");
    }

    /**
     * What both files hold.
     *
     * @param events every event that is known, by sequence
     * @param move the event that the aliases follow; null before the first
     * @param problems damage that was worked around
     */
    record Contents(List<RegistryEvent> events, @Nullable RegistryEvent move, List<String> problems) {
        Aliases aliases() {
            return move == null ? Aliases.NONE : move.aliases();
        }

        long nextSequence() {
            return events.isEmpty() ? 1 : events.get(events.size() - 1).sequence() + 1;
        }
    }

    Contents read() {
        List<String> problems = new ArrayList<>();
        List<RegistryEvent> events = history(problems);
        Optional<RegistryEvent> lastInHistory = lastMove(events);
        RegistryEvent move;
        try {
            move = current().orElse(null);
            if (move == null && lastInHistory.isPresent()) {
                problems.add(aliases + " is missing; the aliases are taken from the history");
                move = lastInHistory.get();
            }
        } catch (ArtifactException | IOException e) {
            move = lastInHistory.orElseThrow(() -> new RegistryException(
                    aliases + " is damaged and the history holds no move of an alias, so the champion cannot be told ("
                            + e.getMessage() + "); restore the file, or remove it and promote again",
                    e));
            problems.add(aliases + " is damaged; the aliases are taken from the history (" + e.getMessage() + ")");
        }
        if (move != null && events.stream().noneMatch(move::equals)) {
            events.add(move);
            events.sort(Comparator.comparingLong(RegistryEvent::sequence));
        }
        addGaps(events, problems);
        return new Contents(List.copyOf(events), move, List.copyOf(problems));
    }

    /** Events are numbered from 1 without a gap, so that lines that were taken out of the history, or all of it, are missed. */
    private void addGaps(List<RegistryEvent> events, List<String> problems) {
        long expected = 1;
        for (RegistryEvent event : events) {
            if (event.sequence() > expected) {
                String lost = event.sequence() - 1 == expected
                        ? "event " + expected
                        : "events " + expected + " to " + (event.sequence() - 1);
                problems.add(history
                        + (Files.exists(history, LinkOption.NOFOLLOW_LINKS) ? " lacks " : " is missing, with ")
                        + lost);
            }
            expected = event.sequence() + 1;
        }
    }

    /** Moves the aliases. If this throws, they name what they named before. */
    void move(Contents before, RegistryEvent event) throws IOException {
        mendHistory(before);
        AtomicFiles.write(aliases, CheckedLines.line(EventJson.write(event)));
        note(event);
    }

    /** Adds an event that moves nothing. */
    void note(Contents before, RegistryEvent event) throws IOException {
        mendHistory(before);
        note(event);
    }

    /** The move has happened; a history that cannot be written now is completed by the next change. */
    private void note(RegistryEvent event) {
        try {
            CheckedLines.append(history, EventJson.write(event));
        } catch (IOException e) {
            LOG.warn("event {} is not yet in {}: {}", event.sequence(), history, AtomicFiles.reason(e));
        }
    }

    /** Completes what a crash between the two writes, or damage, has left open. */
    private void mendHistory(Contents before) throws IOException {
        RegistryEvent move = before.move();
        if (move == null) {
            return;
        }
        boolean noted = history(new ArrayList<>()).stream().anyMatch(move::equals);
        if (!noted) {
            CheckedLines.append(history, EventJson.write(move));
        }
    }

    private List<RegistryEvent> history(List<String> problems) {
        try {
            CheckedLines lines = CheckedLines.read(history);
            problems.addAll(lines.problems());
            if (lines.hasTornTail()) {
                problems.add("the last line of " + history + " was not finished and is left out");
            }
            List<RegistryEvent> events = new ArrayList<>();
            for (JsonNode body : lines.bodies()) {
                addEvent(events, body, problems);
            }
            events.sort(Comparator.comparingLong(RegistryEvent::sequence));
            return events;
        } catch (IOException e) {
            problems.add(history + " cannot be read: " + AtomicFiles.reason(e));
            return new ArrayList<>();
        }
    }

    private void addEvent(List<RegistryEvent> events, JsonNode body, List<String> problems) {
        try {
            events.add(EventJson.read(body, history.toString()));
        } catch (ArtifactException e) {
            problems.add(e.getMessage());
        }
    }

    private Optional<RegistryEvent> current() throws IOException {
        if (!Files.exists(aliases, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        byte[] content = Files.readAllBytes(aliases);
        int length = content.length > 0 && content[content.length - 1] == '\n' ? content.length - 1 : content.length;
        JsonNode body = CheckedLines.body(Arrays.copyOf(content, length), aliases.toString());
        return Optional.of(EventJson.read(body, aliases.toString()));
    }

    private static Optional<RegistryEvent> lastMove(List<RegistryEvent> events) {
        return events.stream().filter(event -> event.action().movesAliases()).reduce((earlier, later) -> later);
    }
}
