package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A host that deploys the library twice, or anew, in one JVM: a JVM loads one native file for one class loader only. */
class SeveralClassLoadersTest {
    @Test
    void loadsTheLibraryOncePerClassLoader() throws Exception {
        List<URL> classPath = new ArrayList<>();
        String property = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : property.split(System.getProperty("path.separator"))) {
            classPath.add(Path.of(entry).toUri().toURL());
        }
        for (int i = 0; i < 3; i++) {
            try (URLClassLoader loader =
                    new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
                assertThat(scoreIn(loader)).isEqualTo(0.375);
            }
        }
    }

    private static Object scoreIn(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> scoring = loader.loadClass(ScoreOnce.class.getName());
        assertThat(scoring).isNotEqualTo(ScoreOnce.class);
        try {
            return scoring.getMethod("score").invoke(null);
        } catch (InvocationTargetException e) {
            throw new AssertionError("scoring failed", e.getCause());
        }
    }

    /** Loaded anew by each class loader. */
    public static final class ScoreOnce {
        private ScoreOnce() {}

        public static double score() {
            try (NativeBooster booster = NativeBooster.load(HandModel.BINARY)) {
                return booster.scoreRow(new double[] {1.5, 0});
            }
        }
    }
}
