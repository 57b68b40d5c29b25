package io.nftproxy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small files with huge documents: deep nesting and aliases of aliases. */
class YamlBoundsTest {
    static List<String> nested() {
        StringBuilder blocks = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            blocks.append(" ".repeat(i)).append("a:\n");
        }
        return List.of(
                "mode: " + "[".repeat(20_000),
                "mode: " + "[".repeat(3_000) + "]".repeat(3_000),
                "- ".repeat(20_000) + "a",
                blocks.toString());
    }

    @ParameterizedTest
    @MethodSource("nested")
    void deepNestingIsAProblem(String text) {
        assertThat(ProxyConfigReader.ofFile(text)).isInstanceOf(ConfigResult.Invalid.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> YamlObjects.of(text))
                .withMessageContaining("not YAML");
    }

    @Test
    void aliasesOfAliasesAreAProblem() {
        StringBuilder text = new StringBuilder("k0: &a0 {v: 1}\n");
        for (int i = 1; i <= 14; i++) {
            int before = i - 1;
            text.append(
                    "k%d: &a%d {x: *a%d, y: *a%d, z: *a%d}\n"
                            .formatted(i, i, before, before, before));
        }

        assertThat(ProxyConfigReader.ofFile(text.toString()))
                .isInstanceOfSatisfying(
                        ConfigResult.Invalid.class,
                        invalid ->
                                assertThat(invalid.problems())
                                        .asString()
                                        .contains("its aliases stand for more than 100000 values"));
    }
}
