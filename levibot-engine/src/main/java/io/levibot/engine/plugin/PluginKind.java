package io.levibot.engine.plugin;

import java.util.Locale;

/** How messages call a provider interface: {@code ThresholdPolicyProvider} makes a "threshold policy". */
final class PluginKind {
    private PluginKind() {}

    static String of(Class<?> providerType) {
        String name = providerType.getSimpleName();
        String kind = name.endsWith("Provider") ? name.substring(0, name.length() - "Provider".length()) : name;
        return kind.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
