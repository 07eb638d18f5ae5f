package io.levibot.examples.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The house's rules by name, for the packages under a root: those of the house itself, or those of a house built to break them. */
final class HouseRules {
    private final String root;
    private final Map<String, ArchRule> rules = new LinkedHashMap<>();

    private HouseRules(String root) {
        this.root = root;
    }

    /** Returns the rules for the packages under a root such as {@code io.levibot}. */
    static Map<String, ArchRule> under(String root) {
        HouseRules house = new HouseRules(root);
        house.modules();
        house.packages();
        house.libraryCode();
        return house.rules;
    }

    private void modules() {
        rules.put(
                "the api sees nothing of the house and no library but its annotations",
                classes()
                        .that()
                        .resideInAPackage(in("api.."))
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(in("api.."), "java..", "org.jspecify.."));
        rules.put(
                "calibration sees only the api",
                mayNotSee(new String[] {"calibration.."}, "engine..", "model..", "sentiment..", "examples.."));
        rules.put(
                "the model sees only the api",
                mayNotSee(new String[] {"model.."}, "engine..", "calibration..", "sentiment..", "examples.."));
        rules.put(
                "sentiment sees only the api",
                mayNotSee(new String[] {"sentiment.."}, "engine..", "calibration..", "model..", "examples.."));
        rules.put(
                "the engine sees of other modules only the statistics",
                mayNotSee(
                        new String[] {"engine.."},
                        "calibration",
                        "calibration.threshold..",
                        "calibration.internal..",
                        "model..",
                        "sentiment..",
                        "examples.."));
    }

    private void packages() {
        rules.put(
                "packages of the engine form no cycle",
                slices().matching(in("engine.(*)..")).should().beFreeOfCycles());
        rules.put(
                "packages of the calibration form no cycle",
                slices().matching(in("calibration.(*)..")).should().beFreeOfCycles());
        rules.put(
                "packages of the examples form no cycle",
                slices().matching(in("examples.(*)..")).should().beFreeOfCycles());
        rules.put(
                "the live engine does not see research",
                mayNotSee(
                        new String[] {
                            "engine", "engine.risk..", "engine.execution..", "engine.registry..", "engine.journal.."
                        },
                        "engine.research.."));
    }

    private void libraryCode() {
        rules.put(
                "library code has no clock of its own",
                mayNotTouch(
                        "java.time.Instant.now(",
                        "java.time.LocalDate.now(",
                        "java.time.LocalDateTime.now(",
                        "java.time.ZonedDateTime.now(",
                        "java.time.OffsetDateTime.now(",
                        "java.time.Clock.system",
                        "java.time.InstantSource.system(",
                        "java.util.Date.<init>()",
                        "java.lang.System.currentTimeMillis(",
                        "java.lang.System.nanoTime("));
        rules.put(
                "library code does not sleep",
                mayNotTouch(
                        "java.lang.Thread.sleep(", "java.util.concurrent.TimeUnit.sleep(", "java.lang.Thread.yield("));
        rules.put(
                "library code draws no number without a seed",
                mayNotTouch(
                        "java.util.Random.<init>()",
                        "java.util.SplittableRandom.<init>()",
                        "java.util.concurrent.ThreadLocalRandom.current(",
                        "java.security.SecureRandom.<init>(",
                        "java.util.UUID.randomUUID(",
                        "java.lang.Math.random("));
        rules.put(
                "library code starts no thread but the cleaner of the native model",
                mayNotTouchOutside(
                        "NativeCleaner",
                        "java.lang.Thread.<init>(",
                        "java.lang.ref.Cleaner.create(",
                        "java.util.Timer.<init>(",
                        "java.util.concurrent.Executors.",
                        "java.util.concurrent.ForkJoinPool.",
                        "java.util.concurrent.ThreadPoolExecutor.<init>(",
                        "java.util.concurrent.CompletableFuture.supplyAsync(java.util.function.Supplier)",
                        "java.util.concurrent.CompletableFuture.runAsync(java.lang.Runnable)",
                        "java.util.Collection.parallelStream("));
        rules.put(
                "library code neither prints nor exits",
                mayNotTouch(
                        "java.lang.System.out",
                        "java.lang.System.err",
                        "java.lang.System.exit(",
                        "java.lang.Runtime.halt(",
                        "java.lang.Throwable.printStackTrace("));
        rules.put(
                "library code computes no transcendental whose last bit depends on the machine",
                mayNotTouch(
                        Stream.of("exp", "expm1", "log", "log1p", "log10", "pow", "sin", "cos", "tan", "tanh", "cbrt")
                                .map(name -> "java.lang.Math." + name + "(")
                                .toArray(String[]::new)));
        rules.put(
                "library code asks for no locale, zone or charset of the machine",
                mayNotTouch(
                        "java.util.Locale.getDefault(",
                        "java.time.ZoneId.systemDefault(",
                        "java.nio.charset.Charset.defaultCharset(",
                        "java.lang.String.getBytes()",
                        "java.lang.String.toLowerCase()",
                        "java.lang.String.toUpperCase()",
                        "java.lang.String.format(java.lang.String, "));
        rules.put(
                "library code reads no serialised objects",
                mayNotTouch("java.io.ObjectInputStream.", "java.io.ObjectOutputStream."));
        rules.put(
                "library code has no static mutable field",
                fields().that()
                        .areDeclaredInClassesThat()
                        .resideInAnyPackage(library())
                        .and()
                        .areStatic()
                        .and()
                        .doNotHaveModifier(JavaModifier.SYNTHETIC)
                        .should()
                        .beFinal());
    }

    private ArchRule mayNotSee(String[] from, String... to) {
        return noClasses()
                .that()
                .resideInAnyPackage(in(from))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(in(to));
    }

    private ArchRule mayNotTouch(String... beginnings) {
        return noClasses().that().resideInAnyPackage(library()).should().accessTargetWhere(beginsWith(beginnings));
    }

    private ArchRule mayNotTouchOutside(String allowed, String... beginnings) {
        return noClasses()
                .that()
                .resideInAnyPackage(library())
                .and()
                .doNotHaveSimpleName(allowed)
                .should()
                .accessTargetWhere(beginsWith(beginnings));
    }

    private static DescribedPredicate<JavaAccess<?>> beginsWith(String... beginnings) {
        return DescribedPredicate.describe(
                "the target begins with one of " + Arrays.toString(beginnings),
                access -> Arrays.stream(beginnings).anyMatch(access.getTarget().getFullName()::startsWith));
    }

    private String[] library() {
        return in("api..", "calibration..", "model..", "sentiment..", "engine..");
    }

    private String[] in(String... packages) {
        return Arrays.stream(packages).map(this::in).toArray(String[]::new);
    }

    private String in(String name) {
        return root + "." + name;
    }
}
