package io.levibot.model.lightgbm;

import java.nio.file.Path;

/** Says what to install when the system refuses to link the native library. */
final class NativeLinkAdvice {
    private NativeLinkAdvice() {}

    /**
     * @param linkError message of the linker
     * @param directory where the files were
     * @return what is wrong and what to do
     */
    static String of(String linkError, Path directory) {
        return "cannot link the native LightGBM (" + linkError + "); " + remedy(linkError, directory)
                + ". Scoring works without it: use the pure Java plugin 'lightgbm'";
    }

    private static String remedy(String linkError, Path directory) {
        if (linkError.contains("libgomp")) {
            return "install the OpenMP runtime libgomp.so.1 (Debian and Ubuntu: libgomp1; RHEL, Fedora and SUSE: libgomp)";
        }
        if (linkError.contains("libomp")) {
            return "install the OpenMP runtime libomp (Homebrew: libomp)";
        }
        if (linkError.contains("GLIBC_")) {
            return "it needs glibc 2.29 or newer (Debian 10, Ubuntu 20.04, RHEL 9 or later)";
        }
        if (linkError.contains("GLIBCXX") || linkError.contains("libstdc++")) {
            return "install a libstdc++ of GCC 9 or newer (Debian and Ubuntu: libstdc++6)";
        }
        if (linkError.contains("ld-linux") || linkError.contains("musl")) {
            return "it needs glibc, and this system (Alpine?) has another C library";
        }
        if (linkError.contains("failed to map segment") || linkError.contains("not permitted")) {
            return "the temporary directory is mounted noexec; point -Djava.io.tmpdir away from "
                    + directory.getParent();
        }
        return "it needs libgomp.so.1, libstdc++ of GCC 9 and glibc 2.29 or newer";
    }
}
