package io.nftproxy.sync.takeover;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.nft.TableRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What kube-proxy left in a network namespace's nftables.
 *
 * @param tables of its nftables mode, {@code ip kube-proxy}
 * @param departures what can leave the tables of iptables-nft, one for each that holds something
 */
public record KubeProxyRules(List<TableRef> tables, List<Departure> departures) {
    public static final KubeProxyRules NONE = new KubeProxyRules(List.of(), List.of());

    private static final String TABLE_NAME = "kube-proxy";
    private static final Set<String> IPTABLES = Set.of("nat", "filter", "mangle", "raw");

    public KubeProxyRules {
        tables = List.copyOf(tables);
        departures = List.copyOf(departures);
    }

    /**
     * Looks for them.
     *
     * @throws KernelFailure if the kernel cannot be asked
     */
    public static KubeProxyRules in(ForeignTables foreign) throws KernelFailure {
        List<TableRef> tables = new ArrayList<>();
        List<Departure> departures = new ArrayList<>();
        for (TableRef table : foreign.tables()) {
            if (table.family() == TableRef.Family.INET) {
                continue;
            }
            if (table.name().equals(TABLE_NAME)) {
                tables.add(table);
            } else if (IPTABLES.contains(table.name())) {
                Departure departure = DeparturePlanner.plan(foreign.read(table));
                if (!departure.isEmpty()) {
                    departures.add(departure);
                }
            }
        }
        return new KubeProxyRules(tables, departures);
    }

    /** Whether there is nothing that could go. */
    public boolean isEmpty() {
        return tables.isEmpty() && departures.isEmpty();
    }

    /** Steps of a transaction after which they are gone. */
    public List<Operation> removal() {
        List<Operation> operations = new ArrayList<>();
        tables.forEach(table -> operations.add(new Operation.DeleteTable(table)));
        departures.forEach(departure -> operations.addAll(departure.operations()));
        return operations;
    }

    /** For a person: {@code table ip kube-proxy, ip nat (212 chains, 3 jumps)}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        tables.forEach(table -> parts.add("table " + table));
        departures.forEach(departure -> parts.add(departure.toString()));
        return String.join(", ", parts);
    }
}
