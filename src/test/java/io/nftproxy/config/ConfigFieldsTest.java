package io.nftproxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.config.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Every field can be read and written, and reading it sets no other field. */
class ConfigFieldsTest {
    @SuppressWarnings("UnusedVariable") // A source of arguments.
    private static final List<ConfigField<?>> ALL = ConfigFields.ALL;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "/config/fields.csv", delimiter = '|', quoteCharacter = '~')
    void fieldIsParsedAndWritten(String path, String yaml, String json) {
        ProxyConfig config = Configs.valid(Configs.file(lines(path, yaml))).config();
        assertThat(Configs.changed(config)).extracting(ConfigField::path).containsExactly(path);
        ConfigField<?> field = Configs.changed(config).getFirst();
        assertThat(written(field, config)).isEqualTo(json);
        String again = ProxyConfigWriter.yaml(config);
        assertThat(Configs.valid(again).config()).isEqualTo(config);
    }

    private static <T> String written(ConfigField<T> field, ProxyConfig config) {
        return JsonText.of(field.type().toYaml().write(config.get(field)));
    }

    /** {@code nftables:\n syncPeriod: 1s}. */
    private static String lines(String path, String yaml) {
        String[] names = path.split("\\.");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < names.length; i++) {
            lines.append("  ".repeat(i)).append(names[i]).append(": ");
            lines.append(i == names.length - 1 ? yaml : "\n");
        }
        return lines.toString();
    }

    @Test
    void everyFieldOfKubeProxyIsInTheTable() throws IOException {
        Path table =
                Path.of(
                        System.getProperty("project.dir", "."),
                        "src/test/resources/config/fields.csv");
        assertThat(Files.readAllLines(table).stream().map(row -> row.split(" \\|")[0]).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        ConfigFields.ALL.stream().map(ConfigField::path).toList());
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void omittedOrNullFieldHasItsDefault(ConfigField<?> field) {
        ProxyConfig config = Configs.valid(Configs.file(lines(field.path(), "null"))).config();
        assertThat(config).isEqualTo(Configs.defaults());
        assertThat(config.get(field)).isEqualTo(field.defaultValue());
        assertThat(field.meaning()).endsWith(".");
    }
}
