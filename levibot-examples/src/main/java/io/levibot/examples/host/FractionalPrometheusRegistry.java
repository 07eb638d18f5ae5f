package io.levibot.examples.host;

import io.micrometer.core.instrument.AbstractMeter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.pause.NoPauseDetector;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * A Prometheus registry whose histograms count fractions. Micrometer's rounds what a summary records up to a whole number
 * before it looks for the bucket, so that of a probability nothing but the last bucket is ever counted. A timer has no such
 * trouble: it counts in billionths of a second. So a summary with a boundary that is no whole number is kept by a timer's
 * clockwork, one unit for a second, under its own name, tags and type.
 *
 * <p>Such a summary is precise to a billionth and holds a sum up to about 9.2 billion. Thread-safe.
 */
public final class FractionalPrometheusRegistry extends PrometheusMeterRegistry {
    private static final double BILLIONTHS = 1e9;

    /**
     * @param config how it reports
     */
    public FractionalPrometheusRegistry(PrometheusConfig config) {
        super(config);
    }

    @Override
    public DistributionSummary newDistributionSummary(Meter.Id id, DistributionStatisticConfig config, double scale) {
        double[] boundaries = config.getServiceLevelObjectiveBoundaries();
        if (boundaries == null || Arrays.stream(boundaries).allMatch(boundary -> boundary == Math.rint(boundary))) {
            return super.newDistributionSummary(id, config, scale);
        }
        double[] billionths = Arrays.stream(boundaries)
                .map(boundary -> Math.rint(boundary * BILLIONTHS))
                .toArray();
        DistributionStatisticConfig ofTimer = DistributionStatisticConfig.builder()
                .serviceLevelObjectives(billionths)
                .percentilesHistogram(false)
                .build()
                .merge(config);
        return new Fractions(id, newTimer(id, ofTimer, NoPauseDetector.INSTANCE), scale);
    }

    /** A summary that a timer keeps. */
    private static final class Fractions extends AbstractMeter implements DistributionSummary {
        private final Timer timer;
        private final double scale;

        Fractions(Meter.Id id, Timer timer, double scale) {
            super(id);
            this.timer = timer;
            this.scale = scale;
        }

        @Override
        public void record(double amount) {
            if (amount >= 0) {
                timer.record(Math.round(amount * scale * BILLIONTHS), TimeUnit.NANOSECONDS);
            }
        }

        @Override
        public long count() {
            return timer.count();
        }

        @Override
        public double totalAmount() {
            return timer.totalTime(TimeUnit.SECONDS);
        }

        @Override
        public double max() {
            return timer.max(TimeUnit.SECONDS);
        }

        @Override
        public HistogramSnapshot takeSnapshot() {
            return timer.takeSnapshot();
        }
    }
}
