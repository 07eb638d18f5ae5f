package io.levibot.model.lightgbm;

import io.levibot.api.spi.TrainingMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A process of its own that fits or scores again and again and prints by how many KiB it has grown meanwhile. */
final class MemoryProcess {
    static final String FIT = "fit";
    static final String SCORE = "score";

    private static final int WARM_UP = 20;
    private static final Rows ROWS = Rows.binary(8_000, 10, 12);

    private MemoryProcess() {}

    public static void main(String[] arguments) throws IOException {
        boolean fitting = arguments[0].equals(FIT);
        int passes = Integer.parseInt(arguments[1]);
        String model = fit(fitting ? "31" : "1000");
        Runnable pass = fitting ? () -> fit("31") : () -> score(model);
        repeat(WARM_UP, pass);
        long before = residentKib();
        repeat(passes, pass);
        System.out.println(residentKib() - before);
    }

    private static void repeat(int times, Runnable pass) {
        for (int i = 0; i < times; i++) {
            pass.run();
        }
    }

    private static String fit(String leaves) {
        PluginConfigs configs = new PluginConfigs(
                Map.of("rounds", "3", "num_leaves", leaves, "min_data_in_leaf", "2", "num_threads", "1"));
        return new NativeTrainer(configs.config(), configs.context())
                .train(ROWS, ROWS.after(), TrainingMonitor.none())
                .artifact()
                .text(ModelMetadata.MODEL);
    }

    private static void score(String model) {
        try (NativeBooster booster = NativeBooster.load(model)) {
            double[] row = ROWS.values()[0];
            booster.scoreRow(row);
            booster.predictLeaf(row, 1);
            booster.predictContrib(row, 1);
        }
    }

    private static long residentKib() throws IOException {
        System.gc();
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("RssAnon:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IllegalStateException("no RssAnon in /proc/self/status");
    }
}
