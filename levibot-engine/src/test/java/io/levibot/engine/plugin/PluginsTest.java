package io.levibot.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.levibot.api.ConfigException;
import io.levibot.api.PluginException;
import io.levibot.api.spi.CalibratorProvider;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.PredictorProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginsTest {
    private static final PluginContext CONTEXT =
            PluginContext.builder(InstantSource.fixed(Instant.EPOCH)).build();
    private static final List<Class<? extends io.levibot.api.spi.Provider<?>>> CALIBRATORS =
            List.of(CalibratorProvider.class);

    @TempDir
    Path directory;

    private final List<URLClassLoader> loaders = new java.util.ArrayList<>();

    @AfterEach
    void closeLoaders() throws IOException {
        for (URLClassLoader loader : loaders) {
            loader.close();
        }
    }

    @Test
    void findsAPluginByNameAndSaysWhereItCameFrom() throws IOException {
        PluginFolder folder = good("a", "alpha");

        Plugins plugins = load(folder);

        assertThat(plugins.find(CalibratorProvider.class, "alpha").name()).isEqualTo("alpha");
        assertThat(plugins.only(CalibratorProvider.class).name()).isEqualTo("alpha");
        assertThat(plugins.report().failures()).isEmpty();
        assertThat(plugins.report().found()).singleElement().satisfies(found -> {
            assertThat(found.providerClass()).isEqualTo("a.Good");
            assertThat(found.origin()).startsWith(folder.root().toString());
        });
    }

    @Test
    void reportsAListedClassThatDoesNotExist() throws IOException {
        PluginFolder broken = new PluginFolder(directory.resolve("broken")).list(CalibratorProvider.class, "x.Missing");

        assertOneFailureBesideAGoodPlugin(broken, "x.Missing", "not found");
    }

    @Test
    void reportsAProviderWhoseConstructorThrows() throws IOException {
        PluginFolder broken = new PluginFolder(directory.resolve("broken"))
                .compile(
                        "x.Throws",
                        PluginFolder.calibratorSource(
                                "x.Throws",
                                "\"x\"",
                                "  public Throws() { throw new IllegalStateException(\"no native library\"); }\n"))
                .list(CalibratorProvider.class, "x.Throws");

        assertOneFailureBesideAGoodPlugin(broken, "x.Throws", "no native library");
    }

    @Test
    void reportsAProviderWithoutAPublicConstructor() throws IOException {
        PluginFolder broken = new PluginFolder(directory.resolve("broken"))
                .compile("x.Hidden", PluginFolder.calibratorSource("x.Hidden", "\"x\"", "  private Hidden() {}\n"))
                .list(CalibratorProvider.class, "x.Hidden");

        assertOneFailureBesideAGoodPlugin(broken, "x.Hidden", "constructor");
    }

    @Test
    void reportsAClassOfTheWrongType() throws IOException {
        PluginFolder broken = new PluginFolder(directory.resolve("broken"))
                .compile("x.Other", "package x; public class Other {}")
                .list(CalibratorProvider.class, "x.Other");

        assertOneFailureBesideAGoodPlugin(broken, "x.Other", "not a subtype");
    }

    @Test
    void namesTheProviderWhoseOwnSuperclassIsMissing() throws IOException {
        PluginFolder broken = new PluginFolder(directory.resolve("broken"))
                .compile("x.Base", "package x; public class Base {}")
                .compile(
                        "x.Derived",
                        PluginFolder.calibratorSource("x.Derived", "\"x\"", "")
                                .replace("Derived implements", "Derived extends Base implements"))
                .list(CalibratorProvider.class, "x.Derived");
        broken.delete("x.Base");

        assertOneFailureBesideAGoodPlugin(broken, "x.Derived", "x/Base");
    }

    @Test
    void namesTheProviderWhoseClassFileIsDamaged() throws IOException {
        PluginFolder broken = new PluginFolder(directory.resolve("broken")).calibrator("x.Damaged", "\"x\"");
        Files.write(broken.root().resolve("x/Damaged.class"), new byte[] {1, 2, 3});

        assertOneFailureBesideAGoodPlugin(broken, "x.Damaged", "ClassFormatError");
    }

    @Test
    void reportsAProviderWhoseStaticInitialiserFails() throws IOException {
        PluginFolder broken = new PluginFolder(directory.resolve("broken"))
                .compile(
                        "x.Static",
                        PluginFolder.calibratorSource(
                                "x.Static", "\"x\"", "  static final int N = Integer.parseInt(\"no number\");\n"))
                .list(CalibratorProvider.class, "x.Static");

        assertOneFailureBesideAGoodPlugin(broken, "x.Static", "no number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"Isotonic\"", "\"a b\"", "\"9\"", "\"a_b\"", "throwing()"})
    void reportsAProviderWithoutAUsableName(String expression) throws IOException {
        PluginFolder broken = new PluginFolder(directory.resolve("broken"))
                .compile(
                        "x.Nameless",
                        PluginFolder.calibratorSource(
                                "x.Nameless",
                                expression,
                                "  private static String throwing() { throw new IllegalStateException(\"no name\"); }\n"))
                .list(CalibratorProvider.class, "x.Nameless");

        assertOneFailureBesideAGoodPlugin(broken, "x.Nameless", "name()");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "Set.of(ConfigKey.of(\"a\", \"one\"), ConfigKey.of(\"a\", \"other\"))",
                "Set.of(ConfigKey.of(\"NOT ALLOWED\", \"\"))"
            })
    void reportsAProviderWithoutUsableKeys(String keys) throws IOException {
        PluginFolder broken = new PluginFolder(directory.resolve("broken"))
                .compile(
                        "x.Keyless",
                        PluginFolder.calibratorSource("x.Keyless", "\"x\"", "")
                                .replace("return Set.of(ConfigKey.of(\"clip\", \"0 to 0.5\"))", "return " + keys))
                .list(CalibratorProvider.class, "x.Keyless");

        assertOneFailureBesideAGoodPlugin(broken, "x.Keyless", "configKeys()");
    }

    @Test
    void reportsAMalformedServicesFileWithItsPlaceAndWhatItHides() throws IOException {
        PluginFolder broken = new PluginFolder(directory.resolve("broken"))
                .calibrator("x.Hides", "\"x\"")
                .list(CalibratorProvider.class, "this is no class name");

        Plugins plugins = load(broken, good("good", "good"));

        assertThat(plugins.names(CalibratorProvider.class)).containsExactly("good");
        assertThat(plugins.report().failures()).singleElement().satisfies(failure -> {
            assertThat(failure.origin()).startsWith(broken.root().toString());
            assertThat(failure.provider()).contains("x.Hides");
            assertThat(failure.cause()).contains("Illegal configuration-file syntax");
        });
    }

    @Test
    void findsEveryGoodPluginAmongManyBrokenOnes() throws IOException {
        PluginFolder mixed = new PluginFolder(directory.resolve("mixed"))
                .list(CalibratorProvider.class, "x.Missing1")
                .calibrator("x.First", "\"first\"")
                .list(CalibratorProvider.class, "x.Missing2")
                .compile("x.Other", "package x; public class Other {}")
                .list(CalibratorProvider.class, "x.Other")
                .calibrator("x.Nameless", "null")
                .calibrator("x.Second", "\"second\"");

        Plugins plugins = load(mixed);

        assertThat(plugins.names(CalibratorProvider.class)).containsExactly("first", "second");
        assertThat(plugins.report().failures())
                .extracting(PluginReport.Failure::provider)
                .containsExactlyInAnyOrder("x.Missing1", "x.Missing2", "x.Other", "x.Nameless");
        assertThat(plugins.report().toString())
                .contains("calibrator 'first'", "x.Missing2")
                .endsWith("\n");
    }

    @Test
    void aMissingNameListsWhatWasFoundAndWhatFailed() throws IOException {
        Plugins plugins = load(
                good("good", "alpha"),
                new PluginFolder(directory.resolve("broken")).list(CalibratorProvider.class, "x.Missing"));

        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> plugins.find(CalibratorProvider.class, "omega"))
                .withMessageContaining("no calibrator is named 'omega'; found alpha; failed to load: x.Missing in ");
    }

    @Test
    void noneAtAllSaysHowToAddOne() throws IOException {
        Plugins none = load(new PluginFolder(directory.resolve("empty")));

        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> none.only(CalibratorProvider.class))
                .withMessageContaining("there is no calibrator at all")
                .withMessageContaining("META-INF/services/io.levibot.api.spi.CalibratorProvider");
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> none.find(CalibratorProvider.class, "alpha"))
                .withMessageContaining("there is no calibrator at all");
    }

    @Test
    void severalWithoutANameAreAllListed() throws IOException {
        Plugins plugins = load(good("a", "alpha"), good("b", "beta"));

        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> plugins.select(CalibratorProvider.class, null))
                .withMessageContaining("a name is needed: there is more than one calibrator: 'alpha' (a.Good in ")
                .withMessageContaining("'beta' (b.Good in ");
        assertThat(plugins.select(CalibratorProvider.class, "beta").name()).isEqualTo("beta");
    }

    @Test
    void twoPluginsOfOneNameAreRefusedWithTheirClassesAndPlaces() throws IOException {
        PluginFolder one = good("a", "same");
        PluginFolder two = good("b", "same");
        Plugins plugins = load(one, two, good("c", "other"));

        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> plugins.find(CalibratorProvider.class, "same"))
                .withMessageContaining("2 plugins claim the name 'same'")
                .withMessageContaining("a.Good in " + one.root())
                .withMessageContaining("b.Good in " + two.root());
        assertThat(plugins.find(CalibratorProvider.class, "other").name()).isEqualTo("other");
    }

    @Test
    void unknownKeysAreRefusedBeforeTheProviderIsAsked() throws IOException {
        Plugins plugins = load(good("a", "alpha"));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> plugins.create(CalibratorProvider.class, "alpha", Map.of("klip", "true"), CONTEXT))
                .withMessageContaining("[klip]")
                .withMessageContaining("[clip]");
    }

    @Test
    void aProviderThatFailsUndeclaredOrCreatesNullIsNamed() throws IOException {
        Plugins plugins = load(good("a", "alpha"));

        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> plugins.create(CalibratorProvider.class, null, Map.of("clip", "true"), CONTEXT))
                .withMessageContaining("calibrator 'alpha' (a.Good) could not be created")
                .withMessageContaining("boom");
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> plugins.create(CalibratorProvider.class, null, Map.of(), CONTEXT))
                .withMessageContaining("created null");
    }

    @Test
    void aTypeThatWasNotSearchedForIsNotTakenForAbsent() throws IOException {
        Plugins plugins = load(good("a", "alpha"));

        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> plugins.only(PredictorProvider.class))
                .withMessageContaining("PredictorProvider was not searched for");
    }

    @Test
    void findsPluginsInAJarAndLeavesItClosed() throws IOException {
        PluginFolder folder = good("a", "alpha");
        Path jar = Jars.pack(folder.root(), directory.resolve("plugin.jar"), "some.plugin");

        Plugins plugins = loadUrls(jar.toUri().toURL());

        assertThat(plugins.report().found())
                .singleElement()
                .satisfies(found -> assertThat(found.origin()).isEqualTo(jar.toString()));
    }

    @Test
    void givenProvidersNeedNoSearch() throws IOException {
        CalibratorProvider alpha = load(good("a", "alpha")).only(CalibratorProvider.class);

        Plugins plugins = Plugins.of(alpha);

        assertThat(plugins.only(CalibratorProvider.class)).isSameAs(alpha);
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> plugins.only(PredictorProvider.class))
                .withMessageContaining("there is no predictor at all");
    }

    private void assertOneFailureBesideAGoodPlugin(PluginFolder broken, String provider, String cause)
            throws IOException {
        Plugins brokenFirst = load(broken, good("good", "good"));

        assertThat(brokenFirst.names(CalibratorProvider.class)).containsExactly("good");
        assertThat(brokenFirst.report().failures()).singleElement().satisfies(failure -> {
            assertThat(failure.provider()).isEqualTo(provider);
            assertThat(failure.cause()).contains(cause);
        });
    }

    private PluginFolder good(String packageName, String name) throws IOException {
        return new PluginFolder(directory.resolve(packageName)).calibrator(packageName + ".Good", "\"" + name + "\"");
    }

    private Plugins load(PluginFolder... folders) {
        return loadUrls(Stream.of(folders).map(PluginFolder::url).toArray(URL[]::new));
    }

    private Plugins loadUrls(URL... urls) {
        URLClassLoader loader = new URLClassLoader(urls, new ApiOnly(getClass().getClassLoader()));
        loaders.add(loader);
        return Plugins.load(loader, CALIBRATORS);
    }

    /** Lends the classes of the test's class path but none of its plugins, so that each test sees its own alone. */
    private static final class ApiOnly extends ClassLoader {
        ApiOnly(ClassLoader parent) {
            super(parent);
        }

        @Override
        public java.util.Enumeration<URL> getResources(String name) throws IOException {
            return name.startsWith("META-INF/services/io.levibot")
                    ? java.util.Collections.emptyEnumeration()
                    : super.getResources(name);
        }
    }
}
