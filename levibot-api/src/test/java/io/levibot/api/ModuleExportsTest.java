package io.levibot.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ModuleExportsTest {
    private final ModuleDescriptor module = Symbol.class.getModule().getDescriptor();

    @Test
    void exportsTheTwoPublicPackagesAndNothingElse() {
        assertThat(module.name()).isEqualTo("io.levibot.api");
        assertThat(module.exports().stream()
                        .map(ModuleDescriptor.Exports::source)
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of("io.levibot.api", "io.levibot.api.spi"));
        assertThat(module.exports()).noneMatch(ModuleDescriptor.Exports::isQualified);
        assertThat(module.isOpen()).isFalse();
        assertThat(module.opens()).isEmpty();
    }

    @Test
    void needsNothingAtRunTimeButTheJdk() {
        assertThat(module.requires().stream()
                        .filter(requires -> !requires.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                        .map(ModuleDescriptor.Requires::name))
                .containsExactly("java.base");
    }
}
