package io.levibot.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The house's rules: who may see whom, and what library code must not touch. */
final class ArchitectureTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.levibot");

    private static final String[] LIBRARY = {
        "io.levibot.api..",
        "io.levibot.calibration..",
        "io.levibot.model..",
        "io.levibot.sentiment..",
        "io.levibot.engine.."
    };

    private static void holds(ArchRule rule) {
        rule.check(HOUSE);
    }

    @Test
    void theApiSeesNothingOfTheHouse() {
        holds(noClasses()
                .that()
                .resideInAPackage("io.levibot.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.levibot.calibration..",
                        "io.levibot.model..",
                        "io.levibot.sentiment..",
                        "io.levibot.engine..",
                        "com.fasterxml..",
                        "org.slf4j..",
                        "io.micrometer.."));
    }

    @Test
    void pluginsSeeOnlyTheApi() {
        holds(noClasses()
                .that()
                .resideInAnyPackage("io.levibot.calibration..", "io.levibot.model..", "io.levibot.sentiment..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.levibot.engine.."));
        holds(noClasses()
                .that()
                .resideInAPackage("io.levibot.model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.levibot.calibration..", "io.levibot.sentiment.."));
    }

    @Test
    void theEngineSeesOfTheOtherModulesOnlyStatistics() {
        holds(noClasses()
                .that()
                .resideInAPackage("io.levibot.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.levibot.calibration",
                        "io.levibot.calibration.threshold..",
                        "io.levibot.calibration.internal..",
                        "io.levibot.model..",
                        "io.levibot.sentiment.."));
    }

    @Test
    void packagesOfTheEngineFormNoCycle() {
        holds(slices().matching("io.levibot.engine.(*)..").should().beFreeOfCycles());
    }

    @Test
    void packagesOfTheExamplesFormNoCycle() {
        holds(slices().matching("io.levibot.examples.(*)..").should().beFreeOfCycles());
    }

    @Test
    void theResearchersSeatIsAboveTheEngine() {
        holds(noClasses()
                .that()
                .resideInAnyPackage(
                        "io.levibot.engine",
                        "io.levibot.engine.risk..",
                        "io.levibot.engine.execution..",
                        "io.levibot.engine.registry..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.levibot.engine.research.."));
    }

    @Test
    void libraryCodeHasNoClockOfItsOwn() {
        holds(noClasses().that().resideInAnyPackage(LIBRARY).should().callMethod(Instant.class, "now"));
        holds(noClasses().that().resideInAnyPackage(LIBRARY).should().callMethod(System.class, "currentTimeMillis"));
        holds(noClasses().that().resideInAnyPackage(LIBRARY).should().callMethod(System.class, "nanoTime"));
    }

    @Test
    void libraryCodeNeitherSleepsNorDrawsUnseededNumbers() {
        holds(noClasses().that().resideInAnyPackage(LIBRARY).should().callMethod(Thread.class, "sleep", long.class));
        holds(noClasses().that().resideInAnyPackage(LIBRARY).should().callConstructor(Random.class));
        holds(noClasses().that().resideInAnyPackage(LIBRARY).should().callMethod(Math.class, "random"));
    }

    @Test
    void libraryCodeNeitherPrintsNorExits() {
        holds(noClasses().that().resideInAnyPackage(LIBRARY).should().accessField(System.class, "out"));
        holds(noClasses().that().resideInAnyPackage(LIBRARY).should().accessField(System.class, "err"));
        holds(noClasses().that().resideInAnyPackage(LIBRARY).should().callMethod(System.class, "exit", int.class));
    }

    @Test
    void libraryCodeStartsNoThreadButTheCleanersOfTheNativeModel() {
        holds(noClasses()
                .that()
                .resideInAnyPackage(
                        "io.levibot.api..", "io.levibot.calibration..", "io.levibot.sentiment..", "io.levibot.engine..")
                .should()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class, String.class));
    }
}
