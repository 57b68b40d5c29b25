package io.nftproxy.core.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint of an EndpointSlice, with the API's defaults filled in.
 *
 * @param nodeName null if the slice does not say where it runs
 * @param zoneHints {@code hints.forZones}, usually empty
 * @param nodeHints {@code hints.forNodes}, usually empty
 */
public record SliceEndpoint(
        IpAddress address,
        boolean ready,
        boolean serving,
        boolean terminating,
        @Nullable String nodeName,
        List<String> zoneHints,
        List<String> nodeHints) {
    public SliceEndpoint {
        zoneHints = List.copyOf(zoneHints);
        nodeHints = List.copyOf(nodeHints);
    }

    /** Whether it may still serve while going away: what remains when nothing is ready. */
    public boolean servesWhileTerminating() {
        return serving && terminating;
    }

    // As in IpAddress: faster than what a record has from the compiler. Each change of a slice is
    // compared with what was there.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SliceEndpoint that
                && address.equals(that.address)
                && ready == that.ready
                && serving == that.serving
                && terminating == that.terminating
                && Objects.equals(nodeName, that.nodeName)
                && zoneHints.equals(that.zoneHints)
                && nodeHints.equals(that.nodeHints);
    }

    @Override
    public int hashCode() {
        return address.hashCode() * 31 + Objects.hashCode(nodeName);
    }
}
