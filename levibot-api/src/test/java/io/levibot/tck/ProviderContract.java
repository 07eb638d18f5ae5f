package io.levibot.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.levibot.api.Artifact;
import io.levibot.api.ArtifactException;
import io.levibot.api.ConfigException;
import io.levibot.api.LevibotException;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Provider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rules of {@link Provider}, common to every type of plugin. Extend the class of your type instead of this one.
 *
 * <p>A method that returns something {@link AutoCloseable} to the kit gives it away: the kit closes it.
 *
 * @param <T> what the provider creates
 * @param <P> the provider's service interface
 * @since 0.1.0
 */
public abstract class ProviderContract<T, P extends Provider<T>> {
    /** The instant that the default context's clock always shows. */
    protected static final Instant NOW = Instant.parse("2024-03-01T12:00:00Z");

    /** Secret that is looked for in everything an instance or an error says. */
    private static final String MARKER = "tck-secret-4b1d9c";

    /** For subclasses. */
    protected ProviderContract() {}

    /** Returns the service interface, as it is listed under {@code META-INF/services}. */
    protected abstract Class<P> service();

    /** Returns a new provider, made as ServiceLoader makes it. */
    protected abstract P provider();

    /** Returns a configuration from which an instance can be created; by default no key is set. */
    protected Map<String, String> config() {
        return Map.of();
    }

    /**
     * Returns, by key, a value that must be refused (malformed or out of range). A provider that knows any key gives at least
     * one.
     */
    protected Map<String, String> badValues() {
        return Map.of();
    }

    /** Returns the context for {@link Provider#create}; it holds saved state if the instance is restored from some. */
    protected PluginContext context() {
        return PluginContext.builder(InstantSource.fixed(NOW)).build();
    }

    /** Returns the class loader in which the provider is looked up; by default its own. */
    protected ClassLoader lookupLoader() {
        return provider().getClass().getClassLoader();
    }

    /** Creates an instance from {@link #provider}, {@link #config} and {@link #context}. */
    protected final T create() {
        P provider = provider();
        return provider.create(PluginConfig.of(provider, config()), context());
    }

    @Test
    @Tag("PROV-01")
    @DisplayName("PROV-01 is a public class with a public no-argument constructor that does not fail")
    void constructsLikeAService() throws ReflectiveOperationException {
        Class<?> type = provider().getClass();

        assertThat(Modifier.isPublic(type.getModifiers()))
                .as("%s is public", type)
                .isTrue();
        assertThat(type.getConstructor().newInstance()).isInstanceOf(service());
    }

    @Test
    @Tag("PROV-02")
    @DisplayName("PROV-02 is listed under META-INF/services, or provided by its module")
    void isListedAsAService() throws IOException {
        Class<?> type = provider().getClass();

        assertThat(listedProviders()).as("providers of %s", service().getName()).contains(type.getName());
    }

    @Test
    @Tag("PROV-03")
    @DisplayName("PROV-03 has one well-formed name, always the same")
    void hasOneName() {
        P provider = provider();

        assertThat(provider.name()).matches("[a-z][a-z0-9.-]{0,63}");
        assertThat(provider.name())
                .isEqualTo(provider.name())
                .isEqualTo(provider().name());
    }

    @Test
    @Tag("PROV-04")
    @DisplayName("PROV-04 describes every key once, always the same")
    void describesItsKeys() {
        Set<ConfigKey> keys = provider().configKeys();

        assertThat(keys).isEqualTo(provider().configKeys());
        assertThat(keys.stream().map(ConfigKey::name).toList()).doesNotHaveDuplicates();
        assertThat(keys).allSatisfy(key -> assertThat(key.description()).isNotBlank());
    }

    @Test
    @Tag("PROV-05")
    @DisplayName("PROV-05 refuses an unknown key and lists the known ones")
    void refusesAnUnknownKey() {
        P provider = provider();

        assertThatThrownBy(() -> PluginConfig.of(provider, with("tck-no-such-key", "1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tck-no-such-key")
                .hasMessageContaining(new TreeSet<>(provider.configKeys().stream()
                                .map(ConfigKey::name)
                                .toList())
                        .toString());
    }

    @Test
    @Tag("PROV-06")
    @DisplayName("PROV-06 refuses a bad value, naming its key")
    void refusesABadValue() {
        Map<String, String> bad = badValues();
        P provider = provider();
        assertThat(bad.isEmpty())
                .as("badValues() is empty although the provider knows keys %s", provider.configKeys())
                .isEqualTo(provider.configKeys().isEmpty());

        bad.forEach((key, value) -> assertThatThrownBy(() ->
                        discard(provider.create(PluginConfig.of(provider, with(key, value)), context())))
                .as("%s=%s", key, value)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key));
    }

    @Test
    @Tag("PROV-07")
    @DisplayName("PROV-07 shows a secret in no message and no text form")
    void keepsSecrets() {
        P provider = provider();
        Map<String, String> secrets = new LinkedHashMap<>(config());
        for (ConfigKey key : provider.configKeys()) {
            if (key.sensitivity() == ConfigKey.Sensitivity.SECRET) {
                secrets.put(key.name(), MARKER);
            }
        }
        Assumptions.assumeTrue(secrets.containsValue(MARKER), "the provider knows no secret key");

        assertThat(textOfCreating(provider, secrets)).doesNotContain(MARKER);
        badValues().forEach((key, value) -> {
            Map<String, String> values = new LinkedHashMap<>(secrets);
            values.put(key, value);
            assertThat(textOfCreating(provider, values)).as("%s=%s", key, value).doesNotContain(MARKER);
        });
    }

    @Test
    @Tag("PROV-08")
    @DisplayName("PROV-08 creates a new instance each time, also from several threads")
    void createsNewInstances() {
        P provider = provider();
        PluginConfig config = PluginConfig.of(provider, config());
        PluginContext context = context();

        List<T> instances = Parallel.run(thread -> provider.create(config, context));

        Set<T> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        distinct.addAll(instances);
        instances.forEach(ProviderContract::discard);
        assertThat(distinct).hasSameSizeAs(instances).doesNotContainNull();
    }

    @Test
    @Tag("PROV-09")
    @DisplayName("PROV-09 without saved state it either works or says with ArtifactException that it needs some")
    void saysWhenSavedStateIsMissing() {
        P provider = provider();
        PluginContext bare = context().toBuilder().artifact(null).build();

        Throwable failure = catchThrowable(() -> discard(provider.create(PluginConfig.of(provider, config()), bare)));

        if (failure != null) {
            assertThat(failure).isInstanceOf(ArtifactException.class);
        }
    }

    @Test
    @Tag("PROV-10")
    @DisplayName("PROV-10 refuses damaged saved state with ArtifactException")
    void refusesDamagedState() {
        PluginContext intact = context();
        Assumptions.assumeTrue(intact.artifact().isPresent(), "the instance is not restored from saved state");
        P provider = provider();
        Artifact artifact = intact.artifact().orElseThrow();

        for (String name : artifact.names()) {
            for (Map.Entry<String, byte[]> damage :
                    damaged(artifact.bytes(name)).entrySet()) {
                Artifact broken = replace(artifact, name, damage.getValue());
                PluginContext context = intact.toBuilder().artifact(broken).build();
                assertThatThrownBy(() -> discard(provider.create(PluginConfig.of(provider, config()), context)))
                        .as("entry %s %s", name, damage.getKey())
                        .isInstanceOf(ArtifactException.class);
            }
        }
    }

    @Test
    @Tag("PROV-11")
    @DisplayName("PROV-11 refuses saved state of another kind with ArtifactException")
    void refusesForeignState() {
        PluginContext intact = context();
        Assumptions.assumeTrue(intact.artifact().isPresent(), "the instance is not restored from saved state");
        P provider = provider();
        PluginContext context = intact.toBuilder()
                .artifact(Artifact.ofText("tck-foreign.json", "{\"format\":\"tck-foreign/1\"}"))
                .build();

        assertThatThrownBy(() -> discard(provider.create(PluginConfig.of(provider, config()), context)))
                .isInstanceOf(ArtifactException.class);
    }

    /** Closes an instance of which the kit needs nothing more, if it can be closed. */
    static void discard(Object instance) {
        if (instance instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new AssertionError("close threw " + e, e);
            }
        }
    }

    private Map<String, String> with(String key, String value) {
        Map<String, String> values = new LinkedHashMap<>(config());
        values.put(key, value);
        return values;
    }

    private Set<String> listedProviders() throws IOException {
        Set<String> names = new TreeSet<>();
        ModuleDescriptor module = provider().getClass().getModule().getDescriptor();
        if (module != null) {
            module.provides().stream()
                    .filter(provides -> provides.service().equals(service().getName()))
                    .forEach(provides -> names.addAll(provides.providers()));
        }
        for (URL url : Collections.list(
                lookupLoader().getResources("META-INF/services/" + service().getName()))) {
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(url.openStream(), StandardCharsets.UTF_8))) {
                names.addAll(reader.lines()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .collect(Collectors.toSet()));
            }
        }
        return names;
    }

    private String textOfCreating(P provider, Map<String, String> values) {
        PluginConfig config = PluginConfig.of(provider, values);
        StringWriter text = new StringWriter();
        text.append(config.toString());
        try {
            T instance = provider.create(config, context());
            text.append(instance.toString());
            discard(instance);
        } catch (LevibotException e) {
            e.printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }

    private static Map<String, byte[]> damaged(byte[] content) {
        byte[] noise = new byte[64];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (i * 37 + 11);
        }
        Map<String, byte[]> damage = new LinkedHashMap<>();
        damage.put("emptied", new byte[0]);
        damage.put("cut in half", Arrays.copyOf(content, content.length / 2));
        damage.put("overwritten with noise", noise);
        damage.values().removeIf(bytes -> Arrays.equals(bytes, content));
        return damage;
    }

    private static Artifact replace(Artifact artifact, String name, byte[] content) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        artifact.names().forEach(each -> entries.put(each, artifact.bytes(each)));
        entries.put(name, content);
        return Artifact.of(entries);
    }
}
