package io.levibot.engine.registry;

import io.levibot.api.Artifact;
import io.levibot.engine.internal.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a bundle is made of, before it has a name and a place. Immutable. The same content always gets the same id.
 *
 * @param market what it is for
 * @param label what its probability is the probability of
 * @param features what its model reads
 * @param provenance where it comes from
 * @param predictor the model
 * @param parentId the trained bundle that this one completes; null for a trained one
 * @param completed calibrator, policy and evaluation; null for a bundle that is only trained
 * @since 0.1.0
 */
public record BundleContent(
        Market market,
        LabelFacts label,
        FeatureFacts features,
        Provenance provenance,
        PredictorPart predictor,
        @Nullable BundleId parentId,
        @Nullable Completion completed) {
    /** @throws IllegalArgumentException if a complete bundle lacks a block of its split, or a trained one has a parent */
    public BundleContent {
        Objects.requireNonNull(market, "market");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(features, "features");
        Objects.requireNonNull(provenance, "provenance");
        Objects.requireNonNull(predictor, "predictor");
        if (completed == null && parentId != null) {
            throw new IllegalArgumentException("a trained bundle has no parent, but " + parentId + " was given");
        }
        if (completed != null && !provenance.split().isWhole()) {
            throw new IllegalArgumentException(
                    "a complete bundle needs train, calibrate, tune and test blocks in its split");
        }
    }

    /**
     * @param market what it is for
     * @param label what it predicts
     * @param features what its model reads
     * @param provenance where it comes from
     * @param predictor the model
     * @return the content of a bundle that is only trained
     */
    public static BundleContent trained(
            Market market, LabelFacts label, FeatureFacts features, Provenance provenance, PredictorPart predictor) {
        return new BundleContent(market, label, features, provenance, predictor, null, null);
    }

    /**
     * @param parent id of the trained bundle that is completed; null if that was never stored
     * @param from where the complete bundle comes from, with all four blocks
     * @param completion calibrator, policy and evaluation
     * @return the content of the complete bundle
     */
    public BundleContent completed(@Nullable BundleId parent, Provenance from, Completion completion) {
        return new BundleContent(market, label, features, from, predictor, parent, completion);
    }

    /** Returns how far the bundle is. */
    public BundleKind kind() {
        return completed == null ? BundleKind.TRAINED : BundleKind.COMPLETE;
    }

    /** Returns the trained bundle that this one completes. */
    public Optional<BundleId> parent() {
        return Optional.ofNullable(parentId);
    }

    /** Returns calibrator, policy and evaluation, empty for a bundle that is only trained. */
    public Optional<Completion> completion() {
        return Optional.ofNullable(completed);
    }

    /**
     * Returns a SHA-256 in lower-case hex over the saved states of model, calibrator and policy, and over the terms on which they
     * were judged: symbols, costs, exposure, limits, label. It tells candidates apart for the counting of trials: evaluating
     * one again, with other trials counted or another note, makes no new candidate; trying other limits does.
     */
    public String candidate() {
        return candidate(market, label, BundleFiles.artifactsOf(this));
    }

    /**
     * Returns what {@link #candidate()} of a complete bundle with these saved states will be, before there is one: to know whether
     * a candidate was tested before.
     *
     * @param market what it is judged for
     * @param label what it predicts
     * @param predictor saved state of the model
     * @param calibrator of the calibrator
     * @param policy of the policy
     */
    public static String candidate(
            Market market, LabelFacts label, Artifact predictor, Artifact calibrator, Artifact policy) {
        return candidate(market, label, BundleFiles.artifactsOf(predictor, calibrator, policy));
    }

    private static String candidate(Market market, LabelFacts label, List<BundleFiles.Entry> artifacts) {
        StringBuilder text = new StringBuilder();
        text.append("terms|")
                .append(Hashes.sha256Hex(ManifestJson.terms(market, label)))
                .append('\n');
        for (BundleFiles.Entry file : artifacts) {
            text.append(file.path()).append('|').append(file.sha256()).append('\n');
        }
        return Hashes.sha256Hex(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
