package io.nftproxy.core.plan;

import io.nftproxy.core.model.Endpoint;
import java.util.ArrayList;
import java.util.List;

/**
 * The endpoints of one port without duplicates, in insertion order.
 *
 * <p>Uses its own open-addressing index: nearly all endpoints are unique, and checking that must
 * not allocate an object for each.
 */
final class EndpointUnion {
    private static final int INITIAL_TABLE = 32;

    private final List<PortEndpoint> entries;

    /** Positions in the list plus 1; 0 is a free slot. The length is a power of two. */
    private int[] table = new int[INITIAL_TABLE];

    EndpointUnion(int expected) {
        entries = new ArrayList<>(expected);
    }

    /**
     * Adds an endpoint. If two have the same address and port, the first one stays unless the later
     * one is not terminating: a running pod wins over a terminating pod that had its address
     * before.
     */
    void add(PortEndpoint entry) {
        int at = find(entry.endpoint());
        if (table[at] == 0) {
            entries.add(entry);
            table[at] = entries.size();
            if (2 * entries.size() > table.length) {
                grow();
            }
        } else if (!entry.facts().terminating()) {
            entries.set(table[at] - 1, entry);
        }
    }

    private int find(Endpoint endpoint) {
        int at = endpoint.hashCode() & table.length - 1;
        while (table[at] != 0 && !entries.get(table[at] - 1).endpoint().equals(endpoint)) {
            at = at + 1 & table.length - 1;
        }
        return at;
    }

    private void grow() {
        table = new int[2 * table.length];
        for (int i = 0; i < entries.size(); i++) {
            table[find(entries.get(i).endpoint())] = i + 1;
        }
    }

    List<PortEndpoint> entries() {
        return entries;
    }
}
