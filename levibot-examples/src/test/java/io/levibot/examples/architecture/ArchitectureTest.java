package io.levibot.examples.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.levibot.examples.architecture.house.BrokenRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The house keeps its rules, and a second house, built to break them, is caught at each. */
final class ArchitectureTest {
    private static final String BROKEN_HOUSE = "io.levibot.examples.architecture.house";
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.levibot");
    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(BROKEN_HOUSE);

    @TestFactory
    Stream<DynamicTest> theHouseKeeps() {
        return HouseRules.under("io.levibot").entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(HOUSE)));
    }

    @TestFactory
    Stream<DynamicTest> aBreachIsCaughtOf() {
        return HouseRules.under(BROKEN_HOUSE).entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> assertCatchesEveryBreach(rule.getKey(), rule.getValue())));
    }

    /** Every method, constructor and field of the classes that are marked as breaking a rule must be named in its report. */
    private static void assertCatchesEveryBreach(String name, ArchRule rule) {
        List<JavaClass> breaking = BROKEN.stream()
                .filter(type -> type.isAnnotatedWith(BrokenRule.class))
                .filter(type ->
                        type.getAnnotationOfType(BrokenRule.class).value().equals(name))
                .toList();
        assertThat(breaking).as("classes that break '%s'", name).isNotEmpty();
        String report = rule.evaluate(BROKEN).getFailureReport().toString();
        for (JavaClass type : breaking) {
            assertThat(type.getMembers()).isNotEmpty();
            for (JavaMember member : type.getMembers()) {
                if (!member.getName().equals("<init>")) {
                    assertThat(report).contains(type.getSimpleName() + "." + member.getName());
                }
            }
        }
    }

    @Test
    void everyBreachNamesARule() {
        Map<String, ArchRule> rules = HouseRules.under(BROKEN_HOUSE);

        assertThat(BROKEN.stream().filter(type -> type.isAnnotatedWith(BrokenRule.class)))
                .allSatisfy(type -> assertThat(rules)
                        .containsKey(type.getAnnotationOfType(BrokenRule.class).value()));
    }
}
