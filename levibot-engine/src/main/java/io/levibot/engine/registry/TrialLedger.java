package io.levibot.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.levibot.api.ArtifactException;
import io.levibot.api.Symbol;
import io.levibot.engine.internal.AtomicFiles;
import io.levibot.engine.internal.Json;
import io.levibot.engine.internal.JsonFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every candidate that was ever tested. Damage is an error, not a smaller count: an undercount would let luck pass for skill.
 * Only a line at the end that was never finished is left out: what it would have counted was never reported to anybody. A file
 * that is missing is made again of the bundles that are stored.
 */
final class TrialLedger {
    private static final String COMPONENT = "registry";

    private static final Logger LOG = LoggerFactory.getLogger(TrialLedger.class);

    private final Path file;

    TrialLedger(Path directory) {
        this.file = directory.resolve("trials.jsonl");
    }

    /** Whether there is a ledger; a registry that never held a complete bundle has none. */
    boolean exists() {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Writes a ledger where there is none: whole, or not at all. */
    void restore(List<TrialRecord> trials) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (TrialRecord trial : trials) {
            content.writeBytes(CheckedLines.line(write(trial)));
        }
        AtomicFiles.write(file, content.toByteArray());
        LOG.warn("{} was missing and is made again of {} stored bundles", file, trials.size());
    }

    void append(TrialRecord trial) throws IOException {
        if (!read().contains(trial)) {
            CheckedLines.append(file, write(trial));
        }
    }

    /** The candidates tested on data that overlaps a range, each once per range that it was tested on, with its newest record. */
    List<TrialRecord> overlapping(TestRange range) {
        return overlapping(range, read());
    }

    static List<TrialRecord> overlapping(TestRange range, List<TrialRecord> trials) {
        Map<List<Object>, TrialRecord> tests = new LinkedHashMap<>();
        for (TrialRecord trial : trials) {
            if (trial.range().overlaps(range)) {
                tests.put(List.of(trial.candidate(), trial.range()), trial);
            }
        }
        return List.copyOf(tests.values());
    }

    private List<TrialRecord> read() {
        try {
            CheckedLines lines = CheckedLines.read(file);
            if (!lines.problems().isEmpty()) {
                throw new RegistryException("the ledger of trials is damaged, so trials cannot be counted: "
                        + lines.problems().get(0) + "; restore " + file);
            }
            List<TrialRecord> trials = new ArrayList<>();
            for (JsonNode body : lines.bodies()) {
                trials.add(readOne(body));
            }
            return trials;
        } catch (IOException | ArtifactException e) {
            String reason = e instanceof IOException failure ? AtomicFiles.reason(failure) : e.getMessage();
            throw new RegistryException("trials cannot be counted: " + reason + "; restore " + file, e);
        }
    }

    private static ObjectNode write(TrialRecord trial) {
        ObjectNode node = Json.object().put("candidate", trial.candidate());
        ArrayNode symbols = node.putArray("symbols");
        trial.range().symbols().forEach(symbol -> symbols.add(symbol.name()));
        node.put("from", trial.range().from().toString())
                .put("until", trial.range().until().toString())
                .put("sweepTrials", trial.sweepTrials())
                .put("effectiveTrials", trial.effectiveTrials());
        GateJson.putDefined(node, "sharpePerBar", trial.sharpePerBar());
        return node;
    }

    private TrialRecord readOne(JsonNode body) {
        JsonFields fields = JsonFields.of(body, COMPONENT, file.toString());
        try {
            TestRange range = new TestRange(
                    fields.texts("symbols").stream().map(Symbol::of).toList(),
                    fields.instant("from"),
                    fields.instant("until"));
            TrialRecord trial = new TrialRecord(
                    fields.text("candidate"),
                    range,
                    fields.integer("sweepTrials", 0, Long.MAX_VALUE),
                    fields.number("effectiveTrials"),
                    GateJson.defined(fields, "sharpePerBar"));
            fields.end();
            return trial;
        } catch (IllegalArgumentException e) {
            throw new ArtifactException(COMPONENT, file + " is refused: " + e.getMessage(), e);
        }
    }
}
