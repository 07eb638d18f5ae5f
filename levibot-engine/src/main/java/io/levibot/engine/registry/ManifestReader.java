package io.levibot.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.levibot.api.ArtifactException;
import io.levibot.api.BarInterval;
import io.levibot.api.CostModel;
import io.levibot.api.Symbol;
import io.levibot.api.Thresholds;
import io.levibot.api.spi.CalibratorInfo;
import io.levibot.api.spi.ScoreScale;
import io.levibot.api.spi.TrainedModel;
import io.levibot.engine.internal.Json;
import io.levibot.engine.internal.JsonFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a manifest in two steps: on construction its form, its hash and its list of files; with {@link #content}, once the files
 * have been read and verified, the whole bundle.
 */
final class ManifestReader {
    static final String COMPONENT = "bundle";

    private final String where;
    private final JsonFields root;
    private final BundleId id;
    private final String contentHash;
    private final BundleKind kind;
    private final @Nullable BundleId parent;
    private final List<BundleFiles.Entry> files;

    ManifestReader(byte[] manifest, String where) {
        this.where = where;
        JsonNode tree = Json.parse(manifest, COMPONENT, where);
        this.root = JsonFields.of(tree, COMPONENT, where);
        root.integer("format", ManifestJson.FORMAT, ManifestJson.FORMAT);
        this.contentHash = root.text("contentHash");
        this.id = checked(() -> new BundleId(root.text("id")));
        requireHash(tree, manifest);
        this.kind = root.choice("kind", BundleKind.class);
        this.parent = root.has("parent") ? checked(() -> new BundleId(root.text("parent"))) : null;
        this.files = files(root.objects("files"));
        requireOnlyAModelIfTrained();
    }

    BundleId id() {
        return id;
    }

    String contentHash() {
        return contentHash;
    }

    BundleKind kind() {
        return kind;
    }

    List<BundleFiles.Entry> files() {
        return files;
    }

    Market market() {
        return checked(() -> market(root.object("market")));
    }

    Provenance provenance() {
        return checked(() -> provenance(root.object("provenance")));
    }

    /** The whole bundle, from the manifest and the verified bytes of the files that it lists. */
    BundleContent content(SortedMap<String, byte[]> bytes) {
        Market market = market();
        LabelFacts label = checked(() -> label(root.object("label")));
        FeatureFacts features = checked(() -> features(root.object("features")));
        Provenance provenance = provenance();
        PredictorPart predictor = checked(() -> predictor(root.object("predictor"), bytes));
        Completion completion = kind == BundleKind.COMPLETE ? checked(() -> completion(bytes)) : null;
        root.end();
        BundleContent content =
                checked(() -> new BundleContent(market, label, features, provenance, predictor, parent, completion));
        if (!id.equals(BundleId.of(market.symbols(), market.interval(), contentHash))) {
            throw root.refuse("id", "is " + id + ", which does not follow from symbols, interval and content hash");
        }
        return content;
    }

    private void requireHash(JsonNode tree, byte[] manifest) {
        ObjectNode body = tree.deepCopy();
        body.remove(List.of("id", "contentHash"));
        String actual = ManifestJson.contentHash(body);
        if (!actual.equals(contentHash) || !actual.startsWith(id.shortHash())) {
            throw root.refuse("has been changed: its content has hash " + actual + ", its id is " + id
                    + " and its recorded hash " + Texts.shown(contentHash));
        }
        if (!Arrays.equals(Json.pretty(tree), manifest)) {
            throw root.refuse("has been changed: it is not spelled the way in which levibot writes it");
        }
    }

    private void requireOnlyAModelIfTrained() {
        for (BundleFiles.Entry file : files) {
            if (kind == BundleKind.TRAINED && !file.path().startsWith(BundleFiles.PREDICTOR + "/")) {
                throw root.refuse("files", "list " + file.path() + ", which a trained bundle does not have");
            }
        }
    }

    private static List<BundleFiles.Entry> files(List<JsonFields> array) {
        List<BundleFiles.Entry> files = new ArrayList<>();
        Set<String> paths = new HashSet<>();
        for (JsonFields file : array) {
            BundleFiles.Entry entry = new BundleFiles.Entry(
                    file.text("path"), file.integer("size", 0, Integer.MAX_VALUE), file.text("sha256"));
            file.end();
            if (!BundleFiles.isAllowed(entry.path()) || !paths.add(entry.path())) {
                throw file.refuse(
                        "path", "is '" + Texts.shown(entry.path()) + "', which a bundle may not hold or holds twice");
            }
            files.add(entry);
        }
        return files;
    }

    private static Market market(JsonFields fields) {
        List<Symbol> symbols = fields.texts("symbols").stream().map(Symbol::of).toList();
        BarInterval interval = BarInterval.parse(fields.text("interval"));
        JsonFields costs = fields.object("costs");
        CostModel model =
                new CostModel(costs.number("feeBps"), costs.number("halfSpreadBps"), costs.number("slippageBps"));
        costs.end();
        Market market = new Market(symbols, interval, model, fields.number("exposure"), texts(fields.object("limits")));
        fields.end();
        return market;
    }

    private static LabelFacts label(JsonFields fields) {
        LabelFacts label =
                new LabelFacts(fields.node("definition"), fields.number("baseRate"), fields.number("neutral"));
        fields.end();
        return label;
    }

    private static FeatureFacts features(JsonFields fields) {
        FeatureFacts features = new FeatureFacts(fields.node("set"), fields.text("schemaFingerprint"));
        fields.end();
        return features;
    }

    private static Provenance provenance(JsonFields fields) {
        Provenance provenance = new Provenance(
                fields.instant("createdAt"),
                fields.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE),
                fields.text("libraryVersion"),
                split(fields.object("split")));
        fields.end();
        return provenance;
    }

    private static DataSplit split(JsonFields fields) {
        DataSplit split = new DataSplit(
                block(fields.object("train")),
                fields.has("calibrate") ? block(fields.object("calibrate")) : null,
                fields.has("tune") ? block(fields.object("tune")) : null,
                fields.has("test") ? block(fields.object("test")) : null,
                (int) fields.integer("purgeBars", 0, Integer.MAX_VALUE),
                (int) fields.integer("embargoBars", 0, Integer.MAX_VALUE));
        fields.end();
        return split;
    }

    private static DataBlock block(JsonFields fields) {
        DataBlock block = new DataBlock(
                fields.integer("firstBar", 0, Long.MAX_VALUE),
                fields.integer("untilBar", 0, Long.MAX_VALUE),
                fields.instant("from"),
                fields.instant("until"),
                fields.text("barsSha256"));
        fields.end();
        return block;
    }

    private static PluginFacts plugin(JsonFields fields) {
        return new PluginFacts(fields.text("plugin"), texts(fields.object("config")));
    }

    private static PredictorPart predictor(JsonFields fields, SortedMap<String, byte[]> bytes) {
        List<TrainedModel.Importance> importance = new ArrayList<>();
        for (JsonFields each : fields.objects("importance")) {
            importance.add(new TrainedModel.Importance(each.text("feature"), each.number("gain")));
            each.end();
        }
        PredictorPart part = new PredictorPart(
                plugin(fields),
                BundleFiles.artifact(BundleFiles.PREDICTOR, bytes),
                (int) fields.integer("rounds", 0, Integer.MAX_VALUE),
                importance);
        fields.end();
        return part;
    }

    private Completion completion(SortedMap<String, byte[]> bytes) {
        return new Completion(
                calibrator(root.object("calibrator"), bytes),
                policy(root.object("policy"), bytes),
                FiguresJson.read(root.object("figures")),
                GateJson.read(root.objects("gates")),
                document(bytes, BundleFiles.EVALUATION),
                document(bytes, BundleFiles.DRIFT),
                GoldenJson.read(required(bytes, BundleFiles.GOLDEN), COMPONENT, beside(BundleFiles.GOLDEN)));
    }

    private static CalibratorPart calibrator(JsonFields fields, SortedMap<String, byte[]> bytes) {
        CalibratorInfo info = new CalibratorInfo(
                fields.text("method"),
                (int) fields.integer("samples", 0, Integer.MAX_VALUE),
                fields.number("positives"),
                fields.number("weightSum"),
                fields.choice("scale", ScoreScale.class),
                texts(fields.object("details")));
        CalibratorPart part =
                new CalibratorPart(plugin(fields), BundleFiles.artifact(BundleFiles.CALIBRATOR, bytes), info);
        fields.end();
        return part;
    }

    private static PolicyPart policy(JsonFields fields, SortedMap<String, byte[]> bytes) {
        Thresholds chosen = fields.has("entry") ? new Thresholds(fields.number("entry"), fields.number("exit")) : null;
        PolicyPart part = new PolicyPart(
                plugin(fields),
                BundleFiles.artifact(BundleFiles.POLICY, bytes),
                chosen,
                fields.text("reason"),
                (int) fields.integer("trials", 0, Integer.MAX_VALUE),
                fields.number("effectiveTrials"));
        fields.end();
        return part;
    }

    private JsonNode document(SortedMap<String, byte[]> bytes, String path) {
        return Json.parse(required(bytes, path), COMPONENT, beside(path));
    }

    private byte[] required(SortedMap<String, byte[]> bytes, String path) {
        byte[] content = bytes.get(path);
        if (content == null) {
            throw root.refuse("files", "do not list " + path + ", which a complete bundle needs");
        }
        return content;
    }

    private String beside(String path) {
        return where.endsWith(BundleFiles.MANIFEST)
                ? where.substring(0, where.length() - BundleFiles.MANIFEST.length()) + path
                : path;
    }

    private static SortedMap<String, String> texts(JsonFields fields) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (String name : fields.names()) {
            texts.put(name, fields.text(name));
        }
        return texts;
    }

    /** A value that a record refuses is as much a refusal of the manifest as a field that is not there. */
    private <T> T checked(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new ArtifactException(COMPONENT, where + " is refused: " + e.getMessage(), e);
        }
    }
}
