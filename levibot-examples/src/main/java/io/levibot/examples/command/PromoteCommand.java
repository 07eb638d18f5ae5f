package io.levibot.examples.command;

import io.levibot.api.ConfigException;
import io.levibot.engine.registry.Bundle;
import io.levibot.engine.registry.BundleKind;
import io.levibot.engine.registry.EvaluationFigures;
import io.levibot.engine.registry.GateResult;
import io.levibot.engine.registry.ModelRegistry;
import io.levibot.engine.registry.PromotionDecision;
import io.levibot.engine.registry.PromotionGates;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a complete bundle champion if every gate passes, or an operator overrides them with a reason. */
@Command(name = "promote", description = "Make a bundle champion, if the gates let it. Exit 1 if they refuse.")
public final class PromoteCommand extends BaseCommand {
    @Mixin
    private RegistryOption registry = new RegistryOption();

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--notes", paramLabel = "TEXT", description = "Kept in the history.")
    private String notes = "promoted by command";

    @Option(names = "--operator", paramLabel = "NAME", description = "Who; kept in the history.")
    private String operator = "operator";

    @Option(
            names = "--override",
            paramLabel = "REASON",
            description = "Promote although gates refuse; the reason is kept and shown.")
    private @Nullable String override;

    /**
     * Runs this command alone.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        CommandRunner.main(new PromoteCommand(), args);
    }

    @Override
    protected ExitCode run() {
        if (override != null && override.isBlank()) {
            throw badUsage("--override must not be blank: it takes the reason, 1 to 1000 characters");
        }
        if (notes.isBlank() || operator.isBlank()) {
            throw badUsage("--notes and --operator must not be blank");
        }
        ModelRegistry models = registry.openExisting();
        List<String> problems = RegistryWarnings.print(models, err());
        Bundle bundle = models.read(model.reference());
        if (bundle.kind() != BundleKind.COMPLETE) {
            throw new ConfigException(
                    "registry", "bundle " + bundle.id() + " is only trained; complete it by 'calibrate' first");
        }
        EvaluationFigures figures = models.figuresNow(bundle.content());
        PromotionDecision decision = PromotionDecision.of(PromotionGates.all().evaluate(figures));
        if (override != null) {
            decision = decision.overriddenBecause(override);
        }
        for (GateResult gate : decision.gates()) {
            out().println(gate);
        }
        if (decision.outcome() == PromotionDecision.Outcome.REFUSED) {
            err().println("promote: REFUSED " + bundle.id() + ": " + decision.reason());
            return ExitCode.FAILED;
        }
        if (!problems.isEmpty() && override == null) {
            err().println("promote: REFUSED " + bundle.id() + ": the registry is damaged (see the warning), so what was"
                    + " promoted before cannot be told for sure; restore its files, or override with a reason");
            return ExitCode.FAILED;
        }
        models.promote(bundle.id(), decision, operator, notes);
        out().println("PROMOTED " + bundle.id() + ": " + decision.reason());
        return ExitCode.DONE;
    }
}
