package io.nftproxy.core.explain;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.SliceEndpoint;
import io.nftproxy.core.plan.Unused;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint of a Service, its slots on this node, and why it is unused.
 *
 * @param port the name of the port; may be empty
 * @param facts its entry in the EndpointSlice
 * @param slot its number in the cluster pool; -1 if it is not in it, or no frontend uses the pool
 * @param localSlot the same for the local pool
 * @param unused why it is in neither pool; null if it is in one
 */
public record EndpointStatus(
        String port,
        IpFamily family,
        Endpoint endpoint,
        SliceEndpoint facts,
        int slot,
        int localSlot,
        @Nullable Unused unused) {}
