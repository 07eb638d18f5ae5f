package io.levibot.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.levibot.api.spi.CalibratorInfo;
import io.levibot.api.spi.TrainedModel;
import io.levibot.engine.internal.Hashes;
import io.levibot.engine.internal.Json;
import java.util.List;
import java.util.Map;

/** Writes a bundle's manifest. {@link ManifestReader} reads it. */
final class ManifestJson {
    /** Version of the bundle format; to be raised with every change that an older reader would misread. */
    static final int FORMAT = 1;

    private ManifestJson() {}

    /**
     * A manifest ready to be stored.
     *
     * @param id the id that follows from the content
     * @param contentHash SHA-256 over the manifest without id and content hash
     * @param bytes the file
     */
    record Written(BundleId id, String contentHash, byte[] bytes) {}

    static Written write(BundleContent content, List<BundleFiles.Entry> files) {
        ObjectNode body = body(content, files);
        String contentHash = contentHash(body);
        BundleId id = BundleId.of(content.market().symbols(), content.market().interval(), contentHash);
        ObjectNode root = Json.object().put("id", id.value()).put("contentHash", contentHash);
        root.setAll(body);
        return new Written(id, contentHash, Json.pretty(root));
    }

    /** The hash of a manifest that holds neither id nor content hash. */
    static String contentHash(JsonNode body) {
        return Hashes.sha256Hex(Json.compact(body));
    }

    private static ObjectNode body(BundleContent content, List<BundleFiles.Entry> files) {
        ObjectNode body =
                Json.object().put("format", FORMAT).put("kind", content.kind().name());
        content.parent().ifPresent(parent -> body.put("parent", parent.value()));
        market(body.putObject("market"), content.market());
        LabelFacts label = content.label();
        body.putObject("label")
                .put("baseRate", label.baseRate())
                .put("neutral", label.neutral())
                .set("definition", label.definition());
        body.putObject("features")
                .put("schemaFingerprint", content.features().schemaFingerprint())
                .set("set", content.features().set());
        provenance(body.putObject("provenance"), content.provenance());
        predictor(body.putObject("predictor"), content.predictor());
        content.completion().ifPresent(completion -> {
            calibrator(body.putObject("calibrator"), completion.calibrator());
            policy(body.putObject("policy"), completion.policy());
            FiguresJson.write(body.putObject("figures"), completion.figures());
            GateJson.write(body.putArray("gates"), completion.gates());
        });
        ArrayNode list = body.putArray("files");
        files.forEach(file -> list.addObject()
                .put("path", file.path())
                .put("size", file.size())
                .put("sha256", file.sha256()));
        return body;
    }

    /** What a candidate was judged for, on one line. */
    static byte[] terms(Market market, LabelFacts label) {
        ObjectNode terms = Json.object();
        market(terms, market);
        terms.set("label", label.definition());
        return Json.compact(terms);
    }

    private static void market(ObjectNode node, Market market) {
        ArrayNode symbols = node.putArray("symbols");
        market.symbols().forEach(symbol -> symbols.add(symbol.name()));
        node.put("interval", market.interval().toString());
        node.putObject("costs")
                .put("feeBps", market.costs().feeBps())
                .put("halfSpreadBps", market.costs().halfSpreadBps())
                .put("slippageBps", market.costs().slippageBps());
        node.put("exposure", market.exposure());
        texts(node.putObject("limits"), market.limits());
    }

    private static void provenance(ObjectNode node, Provenance provenance) {
        node.put("createdAt", provenance.createdAt().toString())
                .put("seed", provenance.seed())
                .put("libraryVersion", provenance.libraryVersion());
        ObjectNode split = node.putObject("split");
        DataSplit facts = provenance.split();
        block(split.putObject("train"), facts.train());
        facts.calibrate().ifPresent(block -> block(split.putObject("calibrate"), block));
        facts.tune().ifPresent(block -> block(split.putObject("tune"), block));
        facts.test().ifPresent(block -> block(split.putObject("test"), block));
        split.put("purgeBars", facts.purgeBars()).put("embargoBars", facts.embargoBars());
    }

    private static void block(ObjectNode node, DataBlock block) {
        node.put("firstBar", block.firstBar())
                .put("untilBar", block.untilBar())
                .put("from", block.from().toString())
                .put("until", block.until().toString())
                .put("barsSha256", block.barsSha256());
    }

    private static void plugin(ObjectNode node, PluginFacts plugin) {
        node.put("plugin", plugin.name());
        texts(node.putObject("config"), plugin.config());
    }

    private static void predictor(ObjectNode node, PredictorPart part) {
        plugin(node, part.plugin());
        node.put("rounds", part.rounds());
        ArrayNode importance = node.putArray("importance");
        for (TrainedModel.Importance each : part.importance()) {
            importance.addObject().put("feature", each.feature()).put("gain", each.gain());
        }
    }

    private static void calibrator(ObjectNode node, CalibratorPart part) {
        plugin(node, part.plugin());
        CalibratorInfo info = part.info();
        node.put("method", info.method())
                .put("samples", info.samples())
                .put("positives", info.positives())
                .put("weightSum", info.weightSum())
                .put("scale", info.scale().name());
        texts(node.putObject("details"), info.details());
    }

    private static void policy(ObjectNode node, PolicyPart part) {
        plugin(node, part.plugin());
        part.thresholds()
                .ifPresent(thresholds -> node.put("entry", thresholds.entry()).put("exit", thresholds.exit()));
        node.put("reason", part.reason()).put("trials", part.trials()).put("effectiveTrials", part.effectiveTrials());
    }

    private static void texts(ObjectNode node, Map<String, String> texts) {
        texts.forEach(node::put);
    }
}
