# Fits scikit-learn's IsotonicRegression to the data of CalibrationBenchmark, once for each line that it reads.
# Run alone with a number of rows and the word "time", it prints its own timings instead.
import sys
import time

import numpy as np
from sklearn.isotonic import IsotonicRegression


def uniform(counter):
    with np.errstate(over="ignore"):
        z = (counter + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return ((z ^ (z >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) * 2.0**-53


n = int(sys.argv[1])
base = np.arange(n, dtype=np.uint64) * np.uint64(5)
z = uniform(base) + uniform(base + np.uint64(1)) + uniform(base + np.uint64(2)) - 1.5
scores = 4.0 * z
labels = np.where(uniform(base + np.uint64(3)) < 0.5 + 0.3 * z, 1.0, 0.0)
weights = 0.5 + uniform(base + np.uint64(4))


def fit(what):
    start = time.perf_counter()
    model = IsotonicRegression(out_of_bounds="clip")
    model.fit(scores, labels, sample_weight=weights if what == "weighted" else None)
    return time.perf_counter() - start, model


if len(sys.argv) > 2 and sys.argv[2] == "time":
    for what in ("equal", "weighted"):
        seconds = [fit(what)[0] for _ in range(5)]
        print(f"{what} {n} rows: best of 5 {min(seconds) * 1e3:.1f} ms")
else:
    print("ready", flush=True)
    for line in sys.stdin:
        seconds, model = fit(line.strip())
        print(f"{seconds} {len(model.X_thresholds_)} {model.y_thresholds_.sum()!r}", flush=True)
