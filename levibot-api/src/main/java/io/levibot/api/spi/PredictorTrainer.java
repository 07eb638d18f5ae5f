package io.levibot.api.spi;

import org.jspecify.annotations.Nullable;

/**
 * Fits a model to labelled rows.
 *
 * <p>Who calls it: research code, on a thread of the host's choosing; one call at a time per trainer.
 *
 * <p>Thread-safety: none needed. Determinism: the same rows, configuration and seed give the same artifact, byte for byte, on
 * every JDK of one platform.
 *
 * <p>Failures: throws; no state is kept and native memory is released.
 *
 * @since 0.1.0
 */
public interface PredictorTrainer {
    /**
     * @param training rows to fit; never empty
     * @param stopping later rows, purged of label overlap, on which to choose the number of rounds; null to use the configured
     *     number
     * @param monitor is told of progress and asked whether to go on
     * @return the model's saved state with what is known of it
     * @throws io.levibot.api.TrainingException if the rows cannot be fitted (one class only, too few, not finite) or training
     *     was cancelled
     */
    TrainedModel train(TrainingSet training, @Nullable TrainingSet stopping, TrainingMonitor monitor);
}
