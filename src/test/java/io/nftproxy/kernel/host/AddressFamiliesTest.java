package io.nftproxy.kernel.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The detection of disabled IPv6, in a copy of {@code /proc}. */
class AddressFamiliesTest {
    @TempDir private Path root;

    @ParameterizedTest(name = "if_inet6 there: {0}, disable_ipv6: {1}")
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    true,  '0\n', '[IPV4, IPV6]'
                    true,  -,     '[IPV4, IPV6]'
                    true,  '',    '[IPV4, IPV6]'
                    true,  '1\n', '[IPV4]'
                    false, '0\n', '[IPV4]'
                    false, -,     '[IPV4]'
                    """)
    void findsIpv6UnlessItIsDisabled(boolean interfaces, @Nullable String disable, String families)
            throws IOException {
        if (interfaces) {
            put("proc/net/if_inet6", "");
        }
        if (disable != null) {
            put("proc/sys/net/ipv6/conf/all/disable_ipv6", disable);
        }
        assertThat(AddressFamilies.of(root)).hasToString(families);
    }

    private void put(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
