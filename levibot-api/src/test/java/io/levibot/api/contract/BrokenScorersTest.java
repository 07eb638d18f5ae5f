package io.levibot.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.Headline;
import io.levibot.api.SentimentFailure;
import io.levibot.api.SentimentResult;
import io.levibot.api.SentimentScore;
import io.levibot.api.spi.SentimentScorer;
import io.levibot.api.spi.SentimentScorerProvider;
import io.levibot.tck.SentimentScorerContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenScorersTest {
    private static final Map<String, SentimentScorerProvider> BROKEN = broken();

    @ParameterizedTest
    @MethodSource("rules")
    void failsItsRule(String rule) {
        ContractRun.assertFails(rule, ScorerSubject.class, BROKEN.get(rule));
    }

    @Test
    void passesAsLongAsNothingIsBroken() {
        assertThat(ContractRun.failedRules(ScorerSubject.class, new CannedScorerProvider()))
                .isEmpty();
    }

    @Test
    void everyRuleIsBrokenOnce() {
        assertThat(rules()).isEqualTo(ContractRun.rulesOf(SentimentScorerContract.class));
    }

    static Set<String> rules() {
        return BROKEN.keySet();
    }

    private static Map<String, SentimentScorerProvider> broken() {
        Map<String, SentimentScorerProvider> broken = new TreeMap<>();
        broken.put("SENT-01", scoring(result -> at(result, Instant.EPOCH)));
        broken.put("SENT-02", wrapping(good -> new Forwarding(good) {
            @Override
            public List<SentimentResult> scoreAll(List<Headline> headlines) {
                List<SentimentResult> results = new ArrayList<>(super.scoreAll(headlines));
                Collections.reverse(results);
                return results;
            }
        }));
        broken.put(
                "SENT-03",
                scoring(result -> result instanceof SentimentFailure
                        ? new SentimentScore(
                                result.headline(),
                                "MKT",
                                0.0,
                                SentimentScore.Horizon.DAILY,
                                0.0,
                                Instant.EPOCH,
                                "neutral",
                                SentimentScore.Origin.COMPUTED)
                        : result));
        broken.put("SENT-04", scoring(result -> {
            if (result.headline().text().contains("\0")) {
                throw new IllegalArgumentException("control character");
            }
            return result;
        }));
        broken.put("SENT-05", wrapping(good -> new Forwarding(good) {
            private final Thread home = Thread.currentThread();
            private volatile @Nullable SentimentResult first;

            @Override
            public SentimentResult score(Headline headline) {
                SentimentResult own = super.score(headline);
                SentimentResult kept = first;
                if (kept == null) {
                    first = own;
                }
                return kept == null || Thread.currentThread().equals(home) ? own : kept;
            }
        }));
        broken.put("SENT-06", wrapping(good -> new Forwarding(good) {
            @Override
            public Statistics statistics() {
                Statistics counts = super.statistics();
                return new Statistics(counts.cacheHits(), 0, counts.failures());
            }
        }));
        broken.put(
                "SENT-07",
                scoring(result ->
                        result instanceof SentimentScore score && score.origin() == SentimentScore.Origin.CACHED
                                ? at(score, score.scoredAt().plusSeconds(1))
                                : result));
        broken.put("SENT-08", wrapping(good -> new Forwarding(good) {
            private volatile boolean closed;

            @Override
            public void close() {
                if (closed) {
                    throw new IllegalStateException("closed twice");
                }
                closed = true;
                super.close();
            }
        }));
        broken.put("SENT-09", wrapping(good -> new Forwarding(good) {
            @Override
            public void close() {
                // Goes on serving.
            }
        }));
        broken.put("SENT-10", wrapping(good -> new Forwarding(good) {
            private volatile @Nullable SentimentResult failure;

            @Override
            public SentimentResult score(Headline headline) {
                SentimentResult kept = failure;
                if (kept != null) {
                    return kept;
                }
                SentimentResult own = super.score(headline);
                failure = own instanceof SentimentFailure ? own : null;
                return own;
            }
        }));
        return broken;
    }

    private static SentimentResult at(SentimentResult result, Instant scoredAt) {
        return result instanceof SentimentScore score
                ? new SentimentScore(
                        score.headline(),
                        score.asset(),
                        score.impact(),
                        score.horizon(),
                        score.confidence(),
                        scoredAt,
                        score.scorer(),
                        score.origin())
                : result;
    }

    private static SentimentScorerProvider scoring(UnaryOperator<SentimentResult> change) {
        return wrapping(good -> new Forwarding(good) {
            @Override
            public SentimentResult score(Headline headline) {
                return change.apply(super.score(headline));
            }
        });
    }

    private static SentimentScorerProvider wrapping(UnaryOperator<SentimentScorer> wrapper) {
        return new ScorerDouble(wrapper);
    }

    /** Does what it forwards to. */
    private static class Forwarding implements SentimentScorer {
        private final SentimentScorer good;

        Forwarding(SentimentScorer good) {
            this.good = good;
        }

        @Override
        public SentimentResult score(Headline headline) {
            return good.score(headline);
        }

        @Override
        public Statistics statistics() {
            return good.statistics();
        }

        @Override
        public void close() {
            good.close();
        }
    }
}
