package io.levibot.engine.risk;

import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.KillSwitchProvider;
import io.levibot.tck.CalmVitals;
import io.levibot.tck.KillSwitchContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

final class KillSourcesContractTest {

    /** A source that compares a vital with a limit and is to trip at the first finding. */
    abstract static class VitalContract extends KillSwitchContract {
        @Override
        protected Map<String, String> config() {
            return Map.of("confirm", "1");
        }

        @Override
        protected Map<String, String> badValues() {
            return Map.of("limit", "-1", "confirm", "0", "state", "armed", "on-trip", "run");
        }
    }

    @Nested
    final class Drawdown extends VitalContract {
        @Override
        protected KillSwitchProvider provider() {
            return new DrawdownKillSwitchProvider();
        }

        @Override
        protected EngineVitals arrangeTrip() {
            return new CalmVitals() {
                @Override
                public double equity() {
                    return 0.8 * peakEquity();
                }
            };
        }
    }

    @Nested
    final class DailyLoss extends VitalContract {
        @Override
        protected KillSwitchProvider provider() {
            return new DailyLossKillSwitchProvider();
        }

        @Override
        protected EngineVitals arrangeTrip() {
            return new CalmVitals() {
                @Override
                public double equity() {
                    return 0.9 * dayStartEquity();
                }
            };
        }
    }

    @Nested
    final class ValueStaleness extends VitalContract {
        @Override
        protected KillSwitchProvider provider() {
            return new ValueStalenessKillSwitchProvider();
        }

        @Override
        protected EngineVitals arrangeTrip() {
            return new CalmVitals() {
                @Override
                public double valueStaleness() {
                    return 2.5;
                }
            };
        }
    }

    @Nested
    final class Staleness extends VitalContract {
        @Override
        protected KillSwitchProvider provider() {
            return new StalenessKillSwitchProvider();
        }

        @Override
        protected EngineVitals arrangeTrip() {
            return new CalmVitals() {
                @Override
                public double stalenessSeconds() {
                    return 4.0 * barSeconds();
                }
            };
        }
    }

    @Nested
    final class ErrorRate extends VitalContract {
        @Override
        protected KillSwitchProvider provider() {
            return new ErrorRateKillSwitchProvider();
        }

        @Override
        protected EngineVitals arrangeTrip() {
            return new CalmVitals() {
                @Override
                public long decisions() {
                    return 21;
                }

                @Override
                public long failedDecisions() {
                    return 20;
                }
            };
        }
    }

    @Nested
    final class OrderRejects extends VitalContract {
        @Override
        protected KillSwitchProvider provider() {
            return new OrderRejectsKillSwitchProvider();
        }

        @Override
        protected EngineVitals arrangeTrip() {
            return new CalmVitals() {
                @Override
                public int consecutiveRejects() {
                    return 6;
                }
            };
        }
    }

    @Nested
    final class Latency extends VitalContract {
        @Override
        protected KillSwitchProvider provider() {
            return new LatencyKillSwitchProvider();
        }

        @Override
        protected EngineVitals arrangeTrip() {
            return new CalmVitals() {
                @Override
                public double decisionSeconds() {
                    return 2.0;
                }

                @Override
                public long decisionInProgress() {
                    return 7;
                }
            };
        }
    }

    @Nested
    final class FlagFile extends KillSwitchContract {
        @TempDir
        private Path directory;

        @Override
        protected KillSwitchProvider provider() {
            return new FlagFileKillSwitchProvider();
        }

        @Override
        protected Map<String, String> config() {
            return Map.of("path", flag().toString());
        }

        @Override
        protected Map<String, String> badValues() {
            return Map.of("on-trip", "run");
        }

        @Override
        protected EngineVitals arrangeTrip() {
            try {
                Files.createDirectories(flag().getParent());
                Files.write(flag(), new byte[0]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new CalmVitals();
        }

        @Override
        protected EngineVitals arrangeCalm() {
            try {
                Files.createDirectories(flag().getParent());
                Files.deleteIfExists(flag());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new CalmVitals();
        }

        @Override
        protected Optional<Runnable> unreadable() {
            return Optional.of(() -> {
                try {
                    Files.deleteIfExists(flag());
                    Files.deleteIfExists(flag().getParent());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        private Path flag() {
            return directory.resolve("flags").resolve("stop");
        }
    }
}
