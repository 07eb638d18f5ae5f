package io.levibot.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.levibot.api.spi.Provider;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.platform.engine.TestTag;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs a contract on a plugin that is given, and tells which rules it failed. */
final class ContractRun {
    /** Broken in one place, a plugin may fail related rules too, but not the whole contract. */
    private static final int MOST_FAILURES = 8;

    /** What the contract that is being run is run on; the engine makes the test instances, so nothing else can be passed in. */
    private static @Nullable Provider<?> subject;

    private ContractRun() {}

    static <P extends Provider<?>> P subject(Class<P> type) {
        // A runner that collects every test class finds the subjects too; there they have nothing to be about.
        Assumptions.assumeTrue(subject != null, "run by the tests of broken plugins only");
        return type.cast(Objects.requireNonNull(subject));
    }

    static void assertFails(String rule, Class<?> contract, Provider<?> broken) {
        Set<String> failed = failedRules(contract, broken);

        assertThat(failed).as("rules failed by the plugin that breaks %s", rule).contains(rule);
        assertThat(failed)
                .as("rules failed by the plugin that breaks only %s", rule)
                .hasSizeLessThanOrEqualTo(MOST_FAILURES);
    }

    static Set<String> failedRules(Class<?> contract, Provider<?> provider) {
        subject = provider;
        try {
            Events tests = EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(contract))
                    .execute()
                    .testEvents();
            assertThat(tests.finished().count()).as("rules that were run").isPositive();
            return tests.failed().stream()
                    .map(Event::getTestDescriptor)
                    .flatMap(test -> test.getTags().stream())
                    .map(TestTag::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
        } finally {
            subject = null;
        }
    }

    /** Returns the ids of the rules that a contract class itself declares. */
    static Set<String> rulesOf(Class<?> contract) {
        return Arrays.stream(contract.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Tag.class))
                .map(ContractRun::rule)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String rule(Method method) {
        return method.getAnnotation(Tag.class).value();
    }
}
