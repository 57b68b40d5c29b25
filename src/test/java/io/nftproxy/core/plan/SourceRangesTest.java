package io.nftproxy.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceRangesTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    no ranges let everybody in       |                       | 192.0.2.1         | 10.0.0.1  | ''
                    ranges are sorted                | 10.2.0.0/16 10.1.0.0/16 | 192.0.2.1       | 172.16.0.1 | 10.1.0.0/16 10.2.0.0/16
                    a range twice counts once        | 10.1.0.0/16 10.1.0.0/16 | 192.0.2.1       | 172.16.0.1 | 10.1.0.0/16
                    a range inside another is left out | 10.1.0.0/16 10.0.0.0/8 | 192.0.2.1      | 172.16.0.1 | 10.0.0.0/8
                    ranges of the other family are left out | 10.0.0.0/8 fd00::/8 | 192.0.2.1      | 172.16.0.1 | 10.0.0.0/8
                    the node's range lets the VIP in | 10.0.0.0/8            | 192.0.2.1         | 10.0.0.1  | 10.0.0.0/8 192.0.2.1/32
                    all VIPs of the family are let in | 10.0.0.0/8           | 192.0.2.1 192.0.2.2 fd00::1 | 10.0.0.1 | 10.0.0.0/8 192.0.2.1/32 192.0.2.2/32
                    a VIP inside a range adds nothing | 10.0.0.0/8           | 10.9.9.9          | 10.0.0.1  | 10.0.0.0/8
                    one range with the node is enough | 10.0.0.0/8 172.16.0.0/12 | 192.0.2.1      | 172.16.0.1 | 10.0.0.0/8 172.16.0.0/12 192.0.2.1/32
                    an unknown node lets no VIP in   | 10.0.0.0/8            | 192.0.2.1         |           | 10.0.0.0/8
                    everything is one network        | 0.0.0.0/0 10.0.0.0/8  | 192.0.2.1         | 10.0.0.1  | 0.0.0.0/0
                    """)
    void allowedIpv4Sources(String name, String ranges, String vips, String node, String expected) {
        assertThat(allowed(IpFamily.IPV4, ranges, vips, node)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    the node's range lets the VIP in | fd00::/8 10.0.0.0/8 | 2001:db8::1 192.0.2.1 | fd00::1 | 2001:db8::1/128 fd00::/8
                    another range does not           | fd00::/8            | 2001:db8::1           | fe80::1 | fd00::/8
                    """)
    void allowedIpv6Sources(String name, String ranges, String vips, String node, String expected) {
        assertThat(allowed(IpFamily.IPV6, ranges, vips, node)).isEqualTo(expected);
    }

    /** If all ranges are of the other family, every source of this family may connect. */
    @ParameterizedTest
    @CsvSource({"IPV6, 10.0.0.0/8", "IPV4, fd00::/8"})
    void rangesOfTheOtherFamilyDoNotRestrictThisOne(IpFamily family, String ranges) {
        assertThat(allowed(family, ranges, "192.0.2.1 2001:db8::1", null)).isEmpty();
    }

    private static String allowed(
            IpFamily family, @Nullable String ranges, String vips, @Nullable String node) {
        return SourceRanges.allowed(
                        words(ranges, Cidr::of),
                        words(vips, IpAddress::of),
                        family,
                        node == null ? null : IpAddress.of(node))
                .stream()
                .map(Cidr::toString)
                .collect(Collectors.joining(" "));
    }

    private static <T> List<T> words(@Nullable String text, Function<String, T> parse) {
        return text == null ? List.of() : Stream.of(text.split(" ")).map(parse).toList();
    }
}
