package io.nftproxy.topology;

import io.nftproxy.model.Endpoint;
import io.nftproxy.model.EndpointSlice;
import io.nftproxy.model.IpFamily;
import io.nftproxy.model.ServicePort;
import io.nftproxy.model.SliceEndpoint;
import io.nftproxy.model.SlicePort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the endpoints of one service port from all slices of its Service. */
public final class PortEndpoints {
    private PortEndpoints() {}

    /**
     * The union over slices, each address and port once. Of two that have the same, the first stays
     * unless the later one is not terminating: a running pod wins over a dying one that had its
     * address before.
     *
     * @return in the order of the slices and of the endpoints in them
     */
    public static List<PortEndpoint> of(
            ServicePort port, IpFamily family, List<EndpointSlice> slices) {
        Map<Endpoint, PortEndpoint> merged = new LinkedHashMap<>();
        for (EndpointSlice slice : slices) {
            if (slice.family() == family) {
                addSlice(port, slice, merged);
            }
        }
        return new ArrayList<>(merged.values());
    }

    private static void addSlice(
            ServicePort port, EndpointSlice slice, Map<Endpoint, PortEndpoint> merged) {
        for (SlicePort slicePort : slice.ports()) {
            if (slicePort.protocol() != port.protocol() || !slicePort.name().equals(port.name())) {
                continue;
            }
            for (SliceEndpoint facts : slice.endpoints()) {
                Endpoint endpoint = new Endpoint(facts.address(), slicePort.port());
                PortEndpoint entry = new PortEndpoint(endpoint, facts);
                if (facts.terminating()) {
                    merged.putIfAbsent(endpoint, entry);
                } else {
                    merged.put(endpoint, entry);
                }
            }
        }
    }
}
