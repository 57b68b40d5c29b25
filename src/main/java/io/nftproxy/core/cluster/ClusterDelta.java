package io.nftproxy.core.cluster;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What changed in the cluster since the last delta was taken: the latest state of each object that
 * had an event; empty for one that is gone.
 *
 * @param serviceCidrs by the ServiceCIDR's name
 * @param node empty if the Node had no event; holds an empty one if the Node was deleted
 * @param eventsReceived events behind this delta; several of one object count each
 * @param firstEventNanos {@link System#nanoTime} of the first event, or of the moment when the last
 *     required source had delivered if that was later; 0 if there is none
 */
public record ClusterDelta(
        Map<ObjectName, Optional<Service>> services,
        Map<ObjectName, Optional<EndpointSlice>> slices,
        Map<String, Optional<List<Cidr>>> serviceCidrs,
        Optional<Optional<Node>> node,
        int eventsReceived,
        long firstEventNanos) {

    public boolean isEmpty() {
        return services.isEmpty() && slices.isEmpty() && serviceCidrs.isEmpty() && node.isEmpty();
    }
}
