package io.nftproxy.config.flags;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The tables of docs/configuration.md match the code. */
class ConfigurationPageTest {
    private static final Path PAGE =
            Path.of(System.getProperty("project.dir", "."), "docs/configuration.md");

    @Test
    void hasTheTablesOfTheCode() throws IOException {
        String page = Files.readString(PAGE);
        String renewed = ConfigurationPage.renewed(page);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, renewed);
        } else {
            assertThat(page).isEqualTo(renewed);
        }
    }
}
