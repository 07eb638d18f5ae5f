package io.levibot.engine.plugin;

import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.Provider;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One pass over the providers of one type, in which every provider may fail alone. For one thread; used once. */
final class PluginSearch<P extends Provider<?>> {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]{0,63}");
    private static final String UNKNOWN = PluginReport.Failure.UNKNOWN;

    /** A class path that cannot be listed fails again and again without getting on; this many failures end the search. */
    private static final int MAX_FAILURES = 1_000;

    private static final int MAX_CAUSES = 8;

    private final Class<P> type;
    private final ServiceFiles files;
    private final List<Plugin<P>> found = new ArrayList<>();
    private final List<PluginReport.Failure> failures = new ArrayList<>();

    PluginSearch(Class<P> type, ServiceFiles files) {
        this.type = type;
        this.files = files;
    }

    /** A usable provider with what is known of it. */
    record Plugin<P extends Provider<?>>(P provider, PluginReport.Found facts) {}

    List<Plugin<P>> found() {
        return found;
    }

    List<PluginReport.Failure> failures() {
        return nameTheUnknown();
    }

    void run(ServiceLoader<P> loader) {
        Iterator<ServiceLoader.Provider<P>> each = loader.stream().iterator();
        while (failures.size() < MAX_FAILURES) {
            ServiceLoader.Provider<P> candidate;
            try {
                if (!each.hasNext()) {
                    return;
                }
                candidate = each.next();
            } catch (ServiceConfigurationError | LinkageError e) {
                failures.add(unnamedFailure(e));
                continue;
            }
            instantiate(candidate);
        }
    }

    void add(P provider) {
        check(provider, provider.getClass());
    }

    private void instantiate(ServiceLoader.Provider<P> candidate) {
        Class<?> providerClass = candidate.type();
        P provider;
        try {
            provider = candidate.get();
        } catch (ServiceConfigurationError | LinkageError e) {
            fail(providerClass, causeOf(e));
            return;
        }
        check(provider, provider.getClass());
    }

    private void check(P provider, Class<?> providerClass) {
        try {
            String name = provider.name();
            String refusal = refusal(name, provider.configKeys());
            if (refusal != null) {
                fail(providerClass, refusal);
                return;
            }
            found.add(new Plugin<>(
                    provider, new PluginReport.Found(type, name, providerClass.getName(), originOf(providerClass))));
        } catch (RuntimeException | LinkageError e) {
            fail(providerClass, "name() or configKeys() threw " + e);
        }
    }

    private static @Nullable String refusal(@Nullable String name, @Nullable Set<ConfigKey> keys) {
        if (name == null || !NAME.matcher(name).matches()) {
            return "name() is " + (name == null ? "null" : "'" + printable(name) + "'")
                    + "; allowed are 1 to 64 of a-z 0-9 . - beginning with a letter";
        }
        if (keys == null) {
            return "configKeys() is null";
        }
        Set<String> names = new HashSet<>();
        for (ConfigKey key : keys) {
            if (!names.add(key.name())) {
                return "configKeys() has '" + key.name() + "' twice";
            }
        }
        return null;
    }

    private void fail(Class<?> providerClass, String cause) {
        failures.add(new PluginReport.Failure(type, providerClass.getName(), originOf(providerClass), cause));
    }

    private PluginReport.Failure unnamedFailure(Error e) {
        String message = String.valueOf(e.getMessage());
        String provider = files.mentionedIn(message);
        String origin = provider.equals(UNKNOWN) ? ServiceFiles.originIn(message) : files.originOf(provider);
        return new PluginReport.Failure(type, provider, origin, causeOf(e));
    }

    /**
     * A linkage error while a class is being found does not say which provider it was: it is one of those that are listed and
     * neither found nor failed by name.
     */
    private List<PluginReport.Failure> nameTheUnknown() {
        List<String> missing = files.classes();
        found.forEach(plugin -> missing.remove(plugin.facts().providerClass()));
        failures.forEach(failure -> missing.remove(failure.provider()));
        if (missing.isEmpty()) {
            return failures;
        }
        List<PluginReport.Failure> named = new ArrayList<>();
        for (PluginReport.Failure failure : failures) {
            List<String> suspects = missing.stream()
                    .filter(name ->
                            failure.origin().equals(UNKNOWN) || failure.origin().equals(files.originOf(name)))
                    .toList();
            named.add(failure.provider().equals(UNKNOWN) && !suspects.isEmpty() ? naming(failure, suspects) : failure);
        }
        return named;
    }

    private PluginReport.Failure naming(PluginReport.Failure failure, List<String> suspects) {
        String origin = failure.origin().equals(UNKNOWN) && suspects.size() == 1
                ? files.originOf(suspects.get(0))
                : failure.origin();
        return new PluginReport.Failure(failure.type(), String.join(", ", suspects), origin, failure.cause());
    }

    private static String causeOf(Error e) {
        StringBuilder text = new StringBuilder(
                e instanceof ServiceConfigurationError ? String.valueOf(e.getMessage()) : e.toString());
        Throwable cause = e;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof VirtualMachineError fatal) {
                throw fatal;
            }
            cause = cause.getCause();
            if (cause != null) {
                text.append(": ").append(cause);
            }
        }
        return printable(text.toString());
    }

    private static String originOf(Class<?> providerClass) {
        CodeSource source = providerClass.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        String place = location == null ? UNKNOWN : location.toString().replaceFirst("^file:", "");
        Module module = providerClass.getModule();
        return module.isNamed() ? "module " + module.getName() + " (" + place + ")" : place;
    }

    private static String printable(String text) {
        String oneLine = text.replaceAll("\\p{Cntrl}", " ");
        return oneLine.length() > 400 ? oneLine.substring(0, 400) + "…" : oneLine;
    }
}
