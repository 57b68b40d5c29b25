package io.nftproxy.sync.takeover;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.TableRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules that kube-proxy left in the nftables of a network namespace.
 *
 * @param tables the tables of its nftables mode, {@code ip kube-proxy} and {@code ip6 kube-proxy}
 * @param chains the chains of its iptables mode, by table of iptables-nft; only non-empty removals
 */
record KubeProxyRules(List<TableRef> tables, List<ChainRemoval> chains) {
    /** The name of the tables of kube-proxy's nftables mode. */
    static final String TABLE_NAME = "kube-proxy";

    private static final Set<String> IPTABLES = Set.of("nat", "filter", "mangle", "raw");

    /** Another process may commit between the read and the removal; then both are repeated. */
    private static final int MAX_TRIES = 4;

    KubeProxyRules {
        tables = List.copyOf(tables);
        chains = List.copyOf(chains);
    }

    /**
     * Finds the rules.
     *
     * @throws KernelFailure if the kernel cannot be asked
     */
    static KubeProxyRules find(ForeignTables foreign) throws KernelFailure {
        List<TableRef> tables = new ArrayList<>();
        List<ChainRemoval> chains = new ArrayList<>();
        for (TableRef table : foreign.tables()) {
            if (table.family() == TableRef.Family.INET) {
                continue;
            }
            if (table.name().equals(TABLE_NAME)) {
                tables.add(table);
            } else if (IPTABLES.contains(table.name())) {
                ChainRemoval removal = ChainRemovalPlanner.plan(foreign.read(table));
                if (!removal.isEmpty()) {
                    chains.add(removal);
                }
            }
        }
        return new KubeProxyRules(tables, chains);
    }

    /**
     * Removes the rules in one transaction.
     *
     * @param kernel through which to commit
     * @return the rules removed
     * @throws KernelFailure if the kernel cannot be asked, or rejects each attempt
     */
    static KubeProxyRules remove(ForeignTables foreign, KernelTable kernel) throws KernelFailure {
        for (int i = 1; ; i++) {
            KubeProxyRules found = find(foreign);
            try {
                kernel.commit(new Transaction(found.removal()));
                return found;
            } catch (CommitRejected e) {
                if (i == MAX_TRIES) {
                    throw e;
                }
            }
        }
    }

    private List<Operation> removal() {
        List<Operation> operations = new ArrayList<>();
        tables.forEach(table -> operations.add(new Operation.DeleteTable(table)));
        chains.forEach(removal -> operations.addAll(removal.operations()));
        return operations;
    }

    boolean isEmpty() {
        return tables.isEmpty() && chains.isEmpty();
    }

    /**
     * Returns a description for operators: {@code table ip kube-proxy, table ip nat (212 chains, 3
     * jumps)}.
     */
    @Override
    public String toString() {
        return Stream.concat(
                        tables.stream().map(table -> "table " + table),
                        chains.stream().map(ChainRemoval::toString))
                .collect(Collectors.joining(", "));
    }
}
