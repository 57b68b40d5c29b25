package io.nftproxy.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeTest {
    private static final List<Cidr> POD_CIDRS = List.of(Cidr.of("10.244.1.0/24"));
    private static final Node BEFORE = node(POD_CIDRS, "192.0.2.1", "2001:db8::1");

    @Test
    void keepsTheLastAddressesOfALostFamily() {
        assertThat(node(POD_CIDRS, "192.0.2.9").filledFrom(BEFORE).addresses())
                .containsExactly(IpAddress.of("192.0.2.9"), IpAddress.of("2001:db8::1"));
        assertThat(node(POD_CIDRS, "2001:db8::9").filledFrom(BEFORE).addresses())
                .containsExactly(IpAddress.of("2001:db8::9"), IpAddress.of("192.0.2.1"));
    }

    @Test
    void keepsAddressesAndPodCidrsIfTheNewNodeHasNone() {
        assertThat(node(List.of()).filledFrom(BEFORE)).isEqualTo(BEFORE);
    }

    @Test
    void takesTheAddressesAndPodCidrsOfTheNewNode() {
        Node now = node(List.of(Cidr.of("10.244.2.0/24")), "2001:db8::9", "192.0.2.9");

        assertThat(now.filledFrom(BEFORE)).isEqualTo(now);
        assertThat(now.filledFrom(null)).isEqualTo(now);
    }

    private static Node node(List<Cidr> podCidrs, String... addresses) {
        return new Node(
                "here",
                "",
                Map.of(),
                Arrays.stream(addresses).map(IpAddress::of).toList(),
                podCidrs,
                true);
    }
}
