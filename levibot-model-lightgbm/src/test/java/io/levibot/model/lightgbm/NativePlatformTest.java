package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.ml.lightgbm.lightgbmlibJNI;
import io.levibot.api.PluginException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativePlatformTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64",
        "Linux, aarch64",
        "Mac OS X, x86_64",
        "Mac OS X, aarch64",
        "Windows Server 2022, amd64",
    })
    void findsTheFilesOfEveryPlatformInTheJar(String osName, String osArch) {
        NativePlatform platform = NativePlatform.of(osName, osArch);
        assertThat(platform.fileNames())
                .hasSize(2)
                .allSatisfy(name -> assertThat(lightgbmlibJNI.class.getResource(platform.resource(name)))
                        .isNotNull());
    }

    @ParameterizedTest
    @CsvSource({"Linux, riscv64", "Windows 11, aarch64", "SunOS, amd64"})
    void namesTheWayOutWhereThereIsNoNativeLibrary(String osName, String osArch) {
        assertThatThrownBy(() -> NativePlatform.of(osName, osArch))
                .isInstanceOf(PluginException.class)
                .hasMessageContainingAll(osName, osArch, "'lightgbm'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "libgomp.so.1: cannot open shared object file: No such file or directory | libgomp1",
                "/lib64/libc.so.6: version `GLIBC_2.29' not found | glibc 2.29 or newer",
                "/lib64/libstdc++.so.6: version `GLIBCXX_3.4.26' not found | libstdc++6",
                "Error loading shared library ld-linux-x86-64.so.2 | another C library",
                "failed to map segment from shared object | noexec",
                "something else | libgomp.so.1, libstdc++",
            })
    void saysWhatToInstall(String linkError, String advice) {
        assertThat(NativeLinkAdvice.of(linkError, Path.of("/tmp/levibot-lightgbm-1")))
                .contains(linkError, advice, "pure Java plugin 'lightgbm'");
    }

    @Test
    void loadsOnThisPlatform() {
        assertThat(NativeLibrary.get()).isSameAs(NativeLibrary.get());
    }
}
