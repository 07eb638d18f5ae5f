package io.levibot.model.lightgbm;

import com.microsoft.ml.lightgbm.lightgbmlib;
import com.microsoft.ml.lightgbm.lightgbmlibJNI;
import io.levibot.api.PluginException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native LightGBM of this class loader, loaded once from copies that no other process can touch.
 *
 * <p>{@code LGBMBooster} of lightgbm4j extracts to one fixed file of the temporary directory, which kills every JVM that has it
 * mapped. This class never initialises {@code LGBMBooster}: the generated JNI classes load nothing by themselves, so it is
 * enough to load private copies of both files before their first use. On systems that allow it the copies are unlinked as soon
 * as they are mapped; Windows keeps them (about 3 MB in the temporary directory) until someone cleans up.
 *
 * <p>Thread-safe. The thread count of LightGBM is one number of the whole process, and buffers are sized by it: raising it while
 * a fit runs would let native code write past a buffer. So fits hold {@link #trainingLock} from beginning to end and are the
 * only ones that change the number, and scorers pass the number that is in force: {@link #threads}.
 */
final class NativeLibrary {
    static final String COMPONENT = "lightgbm-native";

    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
    private static final String TMPDIR = "java.io.tmpdir";
    private static final int ONE_THREAD = 1;

    private final ReentrantLock trainingLock = new ReentrantLock();
    private final ReentrantLock threadsLock = new ReentrantLock();
    private int threads = ONE_THREAD;

    private NativeLibrary() {}

    /**
     * Returns the loaded library.
     *
     * @throws PluginException if it cannot be loaded here; every later call fails in the same way
     */
    static NativeLibrary get() {
        Outcome outcome = Holder.OUTCOME;
        if (outcome.library() != null) {
            return outcome.library();
        }
        // A new exception each time: the stack of this caller is what helps.
        PluginException failure = Objects.requireNonNull(outcome.failure());
        throw new PluginException(
                COMPONENT, String.valueOf(failure.getMessage()).substring(COMPONENT.length() + 2), failure);
    }

    /** Returns the lock that a fit holds from beginning to end. */
    ReentrantLock trainingLock() {
        return trainingLock;
    }

    /**
     * Runs native set-up code that sets the process-wide thread count, with the count that is in force.
     *
     * @param setUp receives the count
     */
    void withThreads(IntConsumer setUp) {
        threadsLock.lock();
        try {
            setUp.accept(threads);
        } finally {
            threadsLock.unlock();
        }
    }

    /**
     * Changes the thread count; only for the holder of {@link #trainingLock}, before its first native call.
     *
     * @param count at least 1
     */
    void threads(int count) {
        if (!trainingLock.isHeldByCurrentThread()) {
            throw new IllegalStateException("the thread count belongs to the holder of the training lock");
        }
        threadsLock.lock();
        try {
            check(lightgbmlib.LGBM_SetMaxThreads(count), "limit the threads");
            threads = count;
        } finally {
            threadsLock.unlock();
        }
    }

    /**
     * Turns a native return code into an exception.
     *
     * @param code 0 for success
     * @param action what was tried
     * @throws NativeCallException if the code is not 0
     */
    static void check(int code, String action) {
        if (code != 0) {
            throw new NativeCallException(action, lightgbmlib.LGBM_GetLastError());
        }
    }

    private static void load() {
        if (NativeLibrary.class.getClassLoader() != lightgbmlibJNI.class.getClassLoader()) {
            throw new PluginException(
                    COMPONENT,
                    "levibot-model-lightgbm and lightgbm4j come from different class loaders, so that the JVM cannot link the"
                            + " native code; put both jars into one class loader");
        }
        NativePlatform platform = NativePlatform.of(System.getProperty("os.name"), System.getProperty("os.arch"));
        Path directory = createDirectory();
        try {
            for (String fileName : platform.fileNames()) {
                System.load(extract(platform.resource(fileName), directory.resolve(fileName)));
            }
        } catch (UnsatisfiedLinkError e) {
            throw new PluginException(COMPONENT, NativeLinkAdvice.of(String.valueOf(e.getMessage()), directory), e);
        } finally {
            remove(platform, directory);
        }
        // Otherwise every thread that reads a model gets an OpenMP team of one thread per processor for the rest of its
        // life.
        check(lightgbmlib.LGBM_SetMaxThreads(ONE_THREAD), "limit the threads");
    }

    private static Path createDirectory() {
        try {
            return Files.createTempDirectory("levibot-lightgbm-");
        } catch (IOException e) {
            throw new PluginException(
                    COMPONENT,
                    "cannot create a directory for the native files in " + System.getProperty(TMPDIR) + "; point -D"
                            + TMPDIR + " to a writable directory",
                    e);
        }
    }

    private static String extract(String resource, Path target) {
        try (InputStream in = lightgbmlibJNI.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new PluginException(
                        COMPONENT, "the lightgbm4j jar has no " + resource + "; use lightgbm4j 4.3.0-1 unchanged");
            }
            Files.copy(in, target);
            return target.toAbsolutePath().toString();
        } catch (IOException e) {
            throw new PluginException(
                    COMPONENT,
                    "cannot write " + target + "; about 8 MB are needed, point -D" + TMPDIR
                            + " to a place that has them",
                    e);
        }
    }

    private static void remove(NativePlatform platform, Path directory) {
        try {
            for (String fileName : platform.fileNames()) {
                Files.deleteIfExists(directory.resolve(fileName));
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            LOG.debug("The native files in {} stay: this system keeps loaded files", directory, e);
        }
    }

    /** Loads on first use; remembers a failure instead of failing to initialise, which would hide the reason later. */
    private static final class Holder {
        static final Outcome OUTCOME = tryLoad();

        private static Outcome tryLoad() {
            try {
                load();
                return new Outcome(new NativeLibrary(), null);
            } catch (PluginException e) {
                return new Outcome(null, e);
            }
        }
    }

    private record Outcome(
            @Nullable NativeLibrary library, @Nullable PluginException failure) {}
}
