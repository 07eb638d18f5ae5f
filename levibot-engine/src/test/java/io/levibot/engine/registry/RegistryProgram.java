package io.levibot.engine.registry;

import io.levibot.api.Artifact;
import io.levibot.api.LevibotException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** What tests run in a process of its own. */
final class RegistryProgram {
    private RegistryProgram() {}

    public static void main(String[] args) {
        ModelRegistry registry =
                ModelRegistry.open(Path.of(args[1]), InstantSource.fixed(Instant.parse("2024-03-01T12:00:00Z")));
        try {
            switch (args[0]) {
                case "contend" -> contend(registry, new BundleId(args[2]), args[3], Integer.parseInt(args[4]));
                case "register-large" -> registry.register(large());
                case "promote" -> registry.promote(new BundleId(args[2]), ModelRegistryTest.passing(), "ann", "now");
                default -> throw new IllegalArgumentException(args[0]);
            }
            System.out.println("done");
        } catch (LevibotException e) {
            System.out.println(e.getMessage());
        }
    }

    private static void contend(ModelRegistry registry, BundleId id, String who, int rounds) {
        for (int i = 0; i < rounds; i++) {
            registry.promote(id, ModelRegistryTest.passing(), who, "round " + i);
            registry.challenge(id, who, "round " + i);
        }
    }

    private static BundleContent large() {
        BundleContent small = Contents.trained(9);
        PredictorPart part = small.predictor();
        PredictorPart large = new PredictorPart(
                part.plugin(),
                Artifact.ofText("weights.txt", "0.5\n".repeat(50_000)),
                part.rounds(),
                part.importance());
        return BundleContent.trained(small.market(), small.label(), small.features(), small.provenance(), large);
    }
}
