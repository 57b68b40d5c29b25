package io.nftproxy.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.SliceEndpoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointUnionTest {
    private final EndpointUnion union = new EndpointUnion(0);

    @Test
    void keepsTheOrderAndDropsDuplicates() {
        List<PortEndpoint> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            // Steps of 2^20: the low bits, which select the slot of the index, are all equal.
            all.add(endpoint((long) i << 20, false));
        }

        all.forEach(union::add);
        all.reversed().forEach(union::add);

        assertThat(union.entries()).containsExactlyElementsOf(all);
    }

    @Test
    void aRunningPodReplacesATerminatingOne() {
        union.add(endpoint(1, true));
        union.add(endpoint(2, false));
        union.add(endpoint(1, false));

        assertThat(union.entries()).containsExactly(endpoint(1, false), endpoint(2, false));
    }

    @Test
    void aTerminatingPodReplacesNoOther() {
        union.add(endpoint(1, false));
        union.add(endpoint(1, true));

        assertThat(union.entries()).containsExactly(endpoint(1, false));
    }

    private static PortEndpoint endpoint(long address, boolean terminating) {
        IpAddress ip = new IpAddress(IpFamily.IPV4, 0, address);
        return new PortEndpoint(
                new Endpoint(ip, 8080),
                new SliceEndpoint(
                        ip, !terminating, true, terminating, "node", List.of(), List.of()));
    }
}
