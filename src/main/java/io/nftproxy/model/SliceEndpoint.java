package io.nftproxy.model;

import java.util.List;
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
}
