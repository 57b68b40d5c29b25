package io.nftproxy.core.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint of an EndpointSlice, with the API's defaults filled in.
 *
 * @param nodeName null if the slice names no node
 * @param zone null if the slice names no zone; for people only
 * @param zoneHints {@code hints.forZones}, usually empty
 * @param nodeHints {@code hints.forNodes}, usually empty
 */
public record SliceEndpoint(
        IpAddress address,
        boolean ready,
        boolean serving,
        boolean terminating,
        @Nullable String nodeName,
        @Nullable String zone,
        List<String> zoneHints,
        List<String> nodeHints) {
    public SliceEndpoint {
        zoneHints = List.copyOf(zoneHints);
        nodeHints = List.copyOf(nodeHints);
    }

    /** An endpoint of a slice that names no zone. */
    public SliceEndpoint(
            IpAddress address,
            boolean ready,
            boolean serving,
            boolean terminating,
            @Nullable String nodeName,
            List<String> zoneHints,
            List<String> nodeHints) {
        this(address, ready, serving, terminating, nodeName, null, zoneHints, nodeHints);
    }

    /**
     * Returns whether the endpoint still serves while it terminates. Such endpoints are used if
     * none is ready.
     */
    public boolean servesWhileTerminating() {
        return serving && terminating;
    }

    // As in IpAddress: faster than the methods that the compiler generates. Every update of a slice
    // compares all its endpoints.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SliceEndpoint that
                && address.equals(that.address)
                && ready == that.ready
                && serving == that.serving
                && terminating == that.terminating
                && Objects.equals(nodeName, that.nodeName)
                && Objects.equals(zone, that.zone)
                && zoneHints.equals(that.zoneHints)
                && nodeHints.equals(that.nodeHints);
    }

    @Override
    public int hashCode() {
        return address.hashCode() * 31 + Objects.hashCode(nodeName);
    }
}
