package io.nftproxy.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Slices and endpoints that differ in any one component are unequal: an update that compares equal
 * is ignored.
 */
class SliceEqualityTest {
    private static final ObjectName NAME = new ObjectName("ns", "web-1");
    private static final ObjectName WEB = new ObjectName("ns", "web");
    private static final List<String> A = List.of("a");
    private static final List<String> B = List.of("b");
    private static final List<SlicePort> PORTS = List.of(new SlicePort("p", Protocol.TCP, 80));

    @Test
    void endpointsDifferByEachComponent() {
        assertThat(endpoint("192.0.2.1", true, true, false, "n", A, B))
                .isEqualTo(endpoint())
                .hasSameHashCodeAs(endpoint());
        assertThat(
                        List.of(
                                endpoint("192.0.2.2", true, true, false, "n", A, B),
                                endpoint("192.0.2.1", false, true, false, "n", A, B),
                                endpoint("192.0.2.1", true, false, false, "n", A, B),
                                endpoint("192.0.2.1", true, true, true, "n", A, B),
                                endpoint("192.0.2.1", true, true, false, "m", A, B),
                                endpoint("192.0.2.1", true, true, false, "n", B, B),
                                endpoint("192.0.2.1", true, true, false, "n", A, A)))
                .doesNotContain(endpoint());
    }

    @Test
    void slicesDifferByEachComponent() {
        EndpointSlice slice = slice(NAME, WEB, IpFamily.IPV4, PORTS, List.of(endpoint()), 7);
        assertThat(slice(NAME, WEB, IpFamily.IPV4, PORTS, List.of(endpoint()), 7))
                .isEqualTo(slice)
                .hasSameHashCodeAs(slice);
        assertThat(
                        List.of(
                                slice(WEB, WEB, IpFamily.IPV4, PORTS, List.of(endpoint()), 7),
                                slice(NAME, NAME, IpFamily.IPV4, PORTS, List.of(endpoint()), 7),
                                slice(NAME, WEB, IpFamily.IPV6, PORTS, List.of(endpoint()), 7),
                                slice(NAME, WEB, IpFamily.IPV4, List.of(), List.of(endpoint()), 7),
                                slice(NAME, WEB, IpFamily.IPV4, PORTS, List.of(), 7),
                                slice(NAME, WEB, IpFamily.IPV4, PORTS, List.of(endpoint()), 8)))
                .doesNotContain(slice);
    }

    private static SliceEndpoint endpoint() {
        return endpoint("192.0.2.1", true, true, false, "n", A, B);
    }

    private static SliceEndpoint endpoint(
            String address,
            boolean ready,
            boolean serving,
            boolean terminating,
            String node,
            List<String> zones,
            List<String> nodes) {
        return new SliceEndpoint(
                IpAddress.of(address), ready, serving, terminating, node, zones, nodes);
    }

    private static EndpointSlice slice(
            ObjectName name,
            ObjectName service,
            IpFamily family,
            List<SlicePort> ports,
            List<SliceEndpoint> endpoints,
            long trigger) {
        return new EndpointSlice(name, service, family, ports, endpoints, trigger);
    }
}
