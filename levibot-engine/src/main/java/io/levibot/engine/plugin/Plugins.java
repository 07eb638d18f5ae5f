package io.levibot.engine.plugin;

import io.levibot.api.LevibotException;
import io.levibot.api.PluginException;
import io.levibot.api.spi.CalibratorProvider;
import io.levibot.api.spi.KillSwitchProvider;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.api.spi.Provider;
import io.levibot.api.spi.SentimentScorerProvider;
import io.levibot.api.spi.ThresholdPolicyProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The plugins that one search found. A provider that cannot be loaded, or whose name or keys are not allowed, is reported and
 * never hides another one. A name selects; there are no priorities; without a name exactly one candidate wins.
 *
 * <p>Works with providers on the class path ({@code META-INF/services}), on the module path ({@code provides}), and with a mixture.
 *
 * <p>Thread-safety: immutable. Providers are constructed once, on the thread that searches; {@link #create} runs on the caller's.
 *
 * @since 0.1.0
 */
public final class Plugins implements PluginContext.Lookup {
    private static final String COMPONENT = "plugins";

    /** The types that are searched for where the caller names none: every service interface of the API. */
    public static final List<Class<? extends Provider<?>>> TYPES = List.of(
            PredictorProvider.class,
            CalibratorProvider.class,
            ThresholdPolicyProvider.class,
            SentimentScorerProvider.class,
            KillSwitchProvider.class);

    private final Map<Class<?>, List<PluginSearch.Plugin<?>>> byType;
    private final PluginReport report;

    private Plugins(Map<Class<?>, List<PluginSearch.Plugin<?>>> byType, PluginReport report) {
        this.byType = byType;
        this.report = report;
    }

    /**
     * Searches for every service of the API.
     *
     * @param loader sees the plugins; the host's own class loader is the usual one
     * @return what was found; never fails because of a plugin
     */
    public static Plugins load(ClassLoader loader) {
        return load(loader, TYPES);
    }

    /**
     * Searches for some provider types, among them a host's own.
     *
     * @param loader sees the plugins
     * @param types provider interfaces
     * @return what was found; never fails because of a plugin
     */
    public static Plugins load(ClassLoader loader, Collection<Class<? extends Provider<?>>> types) {
        return search(types, new Source() {
            @Override
            public <P extends Provider<?>> void fill(PluginSearch<P> search, Class<P> type) {
                search.run(ServiceLoader.load(type, loader));
            }

            @Override
            public ServiceFiles files(Class<?> type) {
                return ServiceFiles.of(loader, type);
            }
        });
    }

    /**
     * Searches the modules of a layer and of its parents for every service of the API.
     *
     * @param layer holds the plugins, which see the same API module as the engine
     * @return what was found; never fails because of a plugin
     */
    public static Plugins load(ModuleLayer layer) {
        return search(TYPES, new Source() {
            @Override
            public <P extends Provider<?>> void fill(PluginSearch<P> search, Class<P> type) {
                search.run(ServiceLoader.load(layer, type));
            }
        });
    }

    /**
     * Takes given providers without any search, for hosts that wire everything themselves and for tests.
     *
     * @param providers instances; each counts for every type of {@link #TYPES} that it implements
     * @return those that are usable
     */
    public static Plugins of(Provider<?>... providers) {
        List<Provider<?>> given = List.of(providers);
        return search(TYPES, new Source() {
            @Override
            public <P extends Provider<?>> void fill(PluginSearch<P> search, Class<P> type) {
                given.stream().filter(type::isInstance).map(type::cast).forEach(search::add);
            }
        });
    }

    /** Returns what was found and what could not be loaded. */
    public PluginReport report() {
        return report;
    }

    /**
     * @param type provider interface
     * @param <P> the provider interface
     * @return the names of the usable providers in ascending order; a name that several have occurs as often
     * @throws PluginException if the type was not searched for
     */
    public <P extends Provider<?>> List<String> names(Class<P> type) {
        return candidates(type).stream().map(plugin -> plugin.facts().name()).toList();
    }

    /**
     * Selects by name.
     *
     * @param type provider interface
     * @param name the provider's name
     * @param <P> the provider interface
     * @return the one provider of that name
     * @throws PluginException if there is none (lists what was found and what failed to load) or several (names their classes
     *     and origins)
     */
    @Override
    public <P extends Provider<?>> P find(Class<P> type, String name) {
        List<PluginSearch.Plugin<P>> all = candidates(type);
        if (all.isEmpty()) {
            throw noneAtAll(type);
        }
        List<PluginSearch.Plugin<P>> named = all.stream()
                .filter(plugin -> plugin.facts().name().equals(name))
                .toList();
        if (named.isEmpty()) {
            throw new PluginException(
                    COMPONENT,
                    "no " + PluginKind.of(type) + " is named '" + name + "'; found "
                            + list(all, PluginReport.Found::name) + failuresOf(type)
                            + "; correct the name or add the plugin's jar");
        }
        if (named.size() > 1) {
            throw new PluginException(
                    COMPONENT,
                    named.size() + " plugins claim the name '" + name + "' of a " + PluginKind.of(type) + ": "
                            + list(named, PluginReport.Found::place) + "; remove all but one");
        }
        return named.get(0).provider();
    }

    /**
     * Selects without a name.
     *
     * @param type provider interface
     * @param <P> the provider interface
     * @return the only provider of that type
     * @throws PluginException if there is none at all, or several (names them all)
     */
    public <P extends Provider<?>> P only(Class<P> type) {
        List<PluginSearch.Plugin<P>> all = candidates(type);
        if (all.isEmpty()) {
            throw noneAtAll(type);
        }
        if (all.size() > 1) {
            throw new PluginException(
                    COMPONENT,
                    "a name is needed: there is more than one " + PluginKind.of(type) + ": "
                            + list(all, facts -> "'" + facts.name() + "' (" + facts.place() + ")"));
        }
        return all.get(0).provider();
    }

    /**
     * @param type provider interface
     * @param name the provider's name, or null to take the only one
     * @param <P> the provider interface
     * @return the selected provider
     * @throws PluginException as {@link #find} and {@link #only}
     */
    public <P extends Provider<?>> P select(Class<P> type, @Nullable String name) {
        return name == null ? only(type) : find(type, name);
    }

    /**
     * Selects a provider and creates an instance.
     *
     * @param type provider interface
     * @param name the provider's name, or null to take the only one
     * @param config values by key
     * @param context clock, executor, seed, saved state and schema; its lookup is replaced by these plugins
     * @param <T> what the provider creates
     * @param <P> the provider interface
     * @return the new instance
     * @throws PluginException if none or several can be meant, or the plugin fails in a way that it does not declare
     * @throws io.levibot.api.ConfigException if a key is unknown or a value refused
     * @throws io.levibot.api.ArtifactException if saved state is missing or damaged
     */
    public <T, P extends Provider<T>> T create(
            Class<P> type, @Nullable String name, Map<String, String> config, PluginContext context) {
        P provider = select(type, name);
        PluginConfig checked = PluginConfig.of(provider, config);
        T created;
        try {
            created = provider.create(checked, context.toBuilder().lookup(this).build());
        } catch (LevibotException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw new PluginException(COMPONENT, described(type, provider) + " could not be created: " + e, e);
        }
        if (created == null) {
            throw new PluginException(
                    COMPONENT, described(type, provider) + " created null; this is a fault of the plugin");
        }
        return created;
    }

    /** Where providers come from: one implementation per way to search. */
    private interface Source {
        <P extends Provider<?>> void fill(PluginSearch<P> search, Class<P> type);

        @SuppressWarnings("UnusedVariable") // read by the sources that have files
        default ServiceFiles files(Class<?> type) {
            return ServiceFiles.none();
        }
    }

    private static Plugins search(Collection<Class<? extends Provider<?>>> types, Source source) {
        Map<Class<?>, List<PluginSearch.Plugin<?>>> byType = new java.util.LinkedHashMap<>();
        List<PluginReport.Found> found = new ArrayList<>();
        List<PluginReport.Failure> failures = new ArrayList<>();
        for (Class<? extends Provider<?>> type : types) {
            PluginSearch<?> search = searchOne(type, source);
            List<PluginSearch.Plugin<?>> plugins = new ArrayList<>(search.found());
            plugins.sort(Comparator.comparing(
                            (PluginSearch.Plugin<?> plugin) -> plugin.facts().name())
                    .thenComparing(plugin -> plugin.facts().providerClass()));
            byType.put(type, List.copyOf(plugins));
            plugins.forEach(plugin -> found.add(plugin.facts()));
            failures.addAll(search.failures());
        }
        return new Plugins(Map.copyOf(byType), new PluginReport(found, failures));
    }

    private static <P extends Provider<?>> PluginSearch<P> searchOne(Class<P> type, Source source) {
        PluginSearch<P> search = new PluginSearch<>(type, source.files(type));
        source.fill(search, type);
        return search;
    }

    private <P extends Provider<?>> List<PluginSearch.Plugin<P>> candidates(Class<P> type) {
        List<PluginSearch.Plugin<?>> plugins = byType.get(type);
        if (plugins == null) {
            throw new PluginException(
                    COMPONENT,
                    type.getName() + " was not searched for; searched were "
                            + byType.keySet().stream()
                                    .map(Class::getName)
                                    .sorted()
                                    .toList());
        }
        return plugins.stream()
                .map(plugin -> new PluginSearch.Plugin<>(type.cast(plugin.provider()), plugin.facts()))
                .toList();
    }

    private PluginException noneAtAll(Class<?> type) {
        return new PluginException(
                COMPONENT,
                "there is no " + PluginKind.of(type) + " at all" + failuresOf(type)
                        + "; add a plugin that lists itself in META-INF/services/" + type.getName()
                        + " or in its module's provides");
    }

    private String failuresOf(Class<?> type) {
        String failed = report.failures().stream()
                .filter(failure -> failure.type().equals(type))
                .map(failure -> failure.provider() + " in " + failure.origin() + " (" + failure.cause() + ")")
                .collect(Collectors.joining(", "));
        return failed.isEmpty() ? "" : "; failed to load: " + failed;
    }

    private static <P extends Provider<?>> String list(
            List<PluginSearch.Plugin<P>> plugins, Function<PluginReport.Found, String> text) {
        return plugins.stream().map(plugin -> text.apply(plugin.facts())).collect(Collectors.joining(", "));
    }

    private static String described(Class<?> type, Provider<?> provider) {
        return PluginKind.of(type) + " '" + provider.name() + "' ("
                + provider.getClass().getName() + ")";
    }
}
