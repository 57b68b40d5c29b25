package io.nftproxy.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
    @TempDir private Path directory;

    @Test
    void unreadableFileIsReportedWithAReason() throws IOException {
        Path absent = directory.resolve("absent");
        assertThat(reason(absent)).isEqualTo("no such file");
        Path binary = directory.resolve("binary");
        Files.write(binary, new byte[] {(byte) 0xff});
        assertThat(reason(binary)).isEqualTo("is not UTF-8");
        Path big = directory.resolve("big");
        Files.writeString(big, "#".repeat(2 << 20));
        assertThat(reason(big)).isEqualTo("is longer than 1048576 bytes");
    }

    private static String reason(Path file) {
        try {
            return ConfigFile.read(file, FlagValues.NONE).text();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void problemsOfTheWholeFileHaveItsPath() throws IOException {
        Path path = Files.writeString(directory.resolve("config"), Configs.file(""));
        ConfigFile file = ConfigFile.read(path, FlagValues.NONE);
        String why = "is not a KubeProxyConfiguration: no fields found";
        assertThat(file.changed("nonsense".getBytes(UTF_8)).parse())
                .isEqualTo(
                        new ConfigResult.Invalid(
                                List.of(new ConfigProblem(path.toString(), "", why))));
        assertThat(file.changed(Configs.file("oomScoreAdj: -2").getBytes(UTF_8)).parse())
                .isInstanceOf(ConfigResult.Valid.class);
    }
}
