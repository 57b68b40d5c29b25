package io.nftproxy.config.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of values as JSON. */
class JsonTextTest {
    @Test
    void writesEachKindOfValue() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("b", true);
        map.put("a", null);
        map.put("n", Arrays.asList(1, 2.5, -7L, Double.NaN));
        map.put("m", Map.of());
        map.put("l", List.of());
        map.put("d", Duration.ofSeconds(1));
        assertThat(JsonText.of(map))
                .isEqualTo(
                        "{\"b\":true,\"a\":null,\"n\":[1,2.5,-7,\"NaN\"],\"m\":{},\"l\":[],\"d\":\"PT1S\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    plain      | "plain"
                    ~~         | ""
                    "          | "\\""
                    \\         | "\\\\"
                    ä€😀       | "ä€😀"
                    """)
    void writesStrings(String string, String json) {
        assertThat(JsonText.of(string)).isEqualTo(json);
    }

    @Test
    void escapesControlCharacters() {
        assertThat(JsonText.of("a\nb\r\t\0\u001b")).isEqualTo("\"a\\nb\\r\\t\\u0000\\u001B\"");
    }
}
