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
 * The changes to the cluster since the previous delta: the latest state of each object that had an
 * event, empty if the object was deleted.
 *
 * @param serviceCidrs by the ServiceCIDR's name
 * @param node empty if the Node had no event; contains an empty Optional if the Node was deleted
 * @param firstEventNanos {@link System#nanoTime} at the first event, or when the last required
 *     watch had delivered its list if that was later; 0 without events
 */
public record ClusterDelta(
        Map<ObjectName, Optional<Service>> services,
        Map<ObjectName, Optional<EndpointSlice>> slices,
        Map<String, Optional<List<Cidr>>> serviceCidrs,
        Optional<Optional<Node>> node,
        long firstEventNanos) {}
