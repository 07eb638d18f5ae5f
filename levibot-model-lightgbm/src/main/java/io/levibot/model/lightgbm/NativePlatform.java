package io.levibot.model.lightgbm;

import io.levibot.api.PluginException;
import java.util.List;
import java.util.Locale;

/**
 * Where the lightgbm4j jar keeps the native files of one operating system and processor.
 *
 * @param os folder name of the operating system
 * @param arch folder name of the processor
 * @param suffix ending of a native file
 */
record NativePlatform(String os, String arch, String suffix) {
    private static final String SUPPORTED = "linux, osx (x86_64, aarch64) and windows (x86_64)";

    /**
     * @param osName value of the system property {@code os.name}
     * @param osArch value of the system property {@code os.arch}
     * @return the platform
     * @throws PluginException if the jar has no native files for it
     */
    static NativePlatform of(String osName, String osArch) {
        String arch = switch (osArch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64", "x64" -> "x86_64";
            case "aarch64", "arm64" -> "aarch64";
            default -> throw unsupported(osName, osArch);
        };
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.startsWith("linux")) {
            return new NativePlatform("linux", arch, ".so");
        }
        if (os.startsWith("mac")) {
            return new NativePlatform("osx", arch, ".dylib");
        }
        if (os.startsWith("windows") && arch.equals("x86_64")) {
            return new NativePlatform("windows", arch, ".dll");
        }
        throw unsupported(osName, osArch);
    }

    /** Returns the names of the files in the order in which they must be loaded. */
    List<String> fileNames() {
        return List.of("lib_lightgbm" + suffix, "lib_lightgbm_swig" + suffix);
    }

    /**
     * @param fileName one of {@link #fileNames}
     * @return its absolute resource name
     */
    String resource(String fileName) {
        return "/lightgbm4j/" + os + "/" + arch + "/" + fileName;
    }

    private static PluginException unsupported(String osName, String osArch) {
        return new PluginException(
                NativeLibrary.COMPONENT,
                "no native LightGBM for " + osName + " on " + osArch + "; there is one for " + SUPPORTED
                        + ". Scoring works everywhere with the pure Java plugin 'lightgbm'");
    }
}
