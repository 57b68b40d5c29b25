package io.nftproxy.core.explain;

import io.nftproxy.core.flows.Flow;
import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.Scheduler;
import io.nftproxy.core.model.ServicePortName;
import io.nftproxy.core.model.SliceEndpoint;
import io.nftproxy.core.plan.Unused;
import io.nftproxy.core.trace.Trace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The possible outcomes of the first packet of a connection, with their reasons.
 *
 * @param service the Service port that owns the destination; null if none does, or is known to
 * @param scheduler of that Service port; null without one
 * @param traces the possible outcomes, each with the rules that lead to it; never empty
 * @param cause why the packet reaches no endpoint; null if it reaches one
 * @param choices the endpoints of the Service port
 * @param affinity the endpoint that session affinity remembers for the sender; null if none
 * @param flows the connections from the sender to the destination in conntrack
 */
public record Explanation(
        Target target,
        Origin origin,
        @Nullable ServicePortName service,
        @Nullable Scheduler scheduler,
        List<Trace> traces,
        @Nullable PacketCause cause,
        List<Choice> choices,
        @Nullable Endpoint affinity,
        List<Flow> flows) {
    public Explanation {
        traces = List.copyOf(traces);
        choices = List.copyOf(choices);
        flows = List.copyOf(flows);
    }

    /** Returns the ways through the table, each with the outcomes at its end. */
    public List<PacketPath> paths() {
        return PacketPath.of(traces);
    }

    /**
     * An endpoint for this packet.
     *
     * @param facts its entry in the EndpointSlice; null if no proxy answers
     * @param probability 0 if the packet cannot reach it
     * @param masqueraded whether the endpoint sees an address of this node as the sender
     * @param unused why the packet cannot reach it; null if it can, or if the reason is not the
     *     endpoint
     */
    public record Choice(
            Endpoint endpoint,
            @Nullable SliceEndpoint facts,
            double probability,
            boolean masqueraded,
            @Nullable Unused unused) {}
}
