package io.nftproxy.sync.localhost;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.Cidr;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loopback addresses that {@code nodePortAddresses} names. */
class LoopbackAddressesTest {
    @ParameterizedTest(name = "localhost={0} {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    true  |                           | 127.0.0.1 ::1
                    true  | 10.0.0.0/8                | 127.0.0.1 ::1
                    false |                           |
                    false | 127.0.0.0/8               | 127.0.0.1
                    false | 127.0.0.1/32              | 127.0.0.1
                    false | ::1/128                   | ::1
                    false | 127.0.0.0/8 ::1/128       | 127.0.0.1 ::1
                    false | 127.0.0.2/32              |
                    false | 127.1.0.0/16              |
                    false | 0.0.0.0/0 ::/0            |
                    false | 192.168.0.0/16 fd00::/64  |
                    """)
    void returnsTheNamedAddresses(boolean localhost, String cidrs, String named) {
        List<Cidr> networks = words(cidrs).stream().map(Cidr::of).toList();

        assertThat(LoopbackAddresses.named(localhost, networks))
                .extracting(Object::toString)
                .containsExactlyInAnyOrderElementsOf(words(named));
    }

    private static List<String> words(String text) {
        return text == null ? List.of() : Arrays.asList(text.split(" "));
    }
}
