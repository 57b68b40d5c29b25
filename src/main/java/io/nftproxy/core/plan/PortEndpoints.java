package io.nftproxy.core.plan;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.SliceEndpoint;
import io.nftproxy.core.model.SlicePort;
import java.util.List;

/** The endpoints of one Service port, collected from all slices of the Service. */
public final class PortEndpoints {
    private PortEndpoints() {}

    /**
     * Returns the union over the slices without duplicates.
     *
     * @return in the order of the slices and of the endpoints in them
     */
    public static List<PortEndpoint> of(
            ServicePort port, IpFamily family, List<EndpointSlice> slices) {
        EndpointUnion union = new EndpointUnion(expected(family, slices));
        for (EndpointSlice slice : slices) {
            if (slice.family() == family) {
                addSlice(port, slice, union);
            }
        }
        return union.entries();
    }

    /** Returns a capacity: most slices have at most one port of this name and protocol. */
    private static int expected(IpFamily family, List<EndpointSlice> slices) {
        int expected = 0;
        for (EndpointSlice slice : slices) {
            if (slice.family() == family) {
                expected += slice.endpoints().size();
            }
        }
        return expected;
    }

    private static void addSlice(ServicePort port, EndpointSlice slice, EndpointUnion union) {
        List<SlicePort> ports = slice.ports();
        // An iterator takes as long as the comparison, which a Service with 1,000 ports does a
        // million times.
        for (int i = 0; i < ports.size(); i++) {
            SlicePort slicePort = ports.get(i);
            if (slicePort.protocol() != port.protocol() || !slicePort.name().equals(port.name())) {
                continue;
            }
            for (SliceEndpoint facts : slice.endpoints()) {
                Endpoint endpoint = new Endpoint(facts.address(), slicePort.port());
                union.add(new PortEndpoint(endpoint, facts));
            }
        }
    }
}
