package io.nftproxy.core.trace;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Ruleset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The simulation of the first packet of a connection: prerouting, then input or forward and
 * postrouting; or output, postrouting, and back in over loopback if the packet is for this host.
 *
 * <p>Every random number and every number of a counter is tried, so that the result has every
 * endpoint that a Service may choose. Routing is reduced to whether an address is local. Other
 * tables, and rules that nftproxy did not write, are ignored.
 */
public final class PacketTracer {
    /** Limits the work for tables that draw several numbers for one packet. */
    private static final int RUNS_MAX = 100_000;

    private final TableView table;

    /**
     * @param ruleset chains and declarations of sets
     * @param elements the elements of the sets
     * @param localAddresses the addresses of this host, 4 or 16 bytes each; loopback addresses are
     *     always local
     */
    public PacketTracer(Ruleset ruleset, ElementLookup elements, Set<Bytes> localAddresses) {
        this.table = new TableView(ruleset, elements, localAddresses);
    }

    /**
     * Returns one trace for each different outcome, in the order of the numbers drawn. Never empty.
     *
     * @throws IllegalStateException if a rule refers to a chain or set that the table does not have
     */
    public List<Trace> trace(Packet packet) {
        Map<Outcome, Trace> traces = new LinkedHashMap<>();
        Choices choices = new Choices();
        int runs = 0;
        do {
            Trace trace = new PacketWalk(table, packet, choices).run();
            traces.merge(trace.outcome(), trace, Trace::and);
            runs++;
        } while (choices.advance() && runs < RUNS_MAX);
        return List.copyOf(traces.values());
    }
}
