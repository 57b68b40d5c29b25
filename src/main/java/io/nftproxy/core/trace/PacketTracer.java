package io.nftproxy.core.trace;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Ruleset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows the first packet of a connection through a table: prerouting, then input or forward and
 * postrouting; or output, postrouting, and in again if it is for this host itself.
 *
 * <p>Where rules draw a number, every number is tried, so that all the endpoints a service may pick
 * come out. Routing is what is needed for that: an address is this host's or it is elsewhere. Other
 * tables, and the rules of others in this one, are not taken into account.
 */
public final class PacketTracer {
    /** Bounds the work on tables that draw more than once: slots of a service times slots. */
    private static final int RUNS_MAX = 100_000;

    private final TableView table;

    /**
     * @param localAddresses of this host, 4 or 16 bytes each; loopback ones need not be named
     */
    public PacketTracer(Ruleset ruleset, Set<Bytes> localAddresses) {
        this.table = new TableView(ruleset, localAddresses);
    }

    /**
     * All that may become of a packet: one trace for each different outcome, in the order of the
     * numbers drawn. Never empty.
     *
     * @throws IllegalStateException if a rule refers to a chain or set that the table does not have
     */
    public List<Trace> trace(Packet packet) {
        Map<Outcome, Trace> traces = new LinkedHashMap<>();
        Choices choices = new Choices();
        int runs = 0;
        do {
            Trace trace = new PacketWalk(table, packet, choices).run();
            traces.putIfAbsent(trace.outcome(), trace);
            runs++;
        } while (choices.advance() && runs < RUNS_MAX);
        return List.copyOf(traces.values());
    }
}
