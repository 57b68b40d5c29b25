package io.nftproxy.takeover;

import io.nftproxy.diff.KernelFailure;
import io.nftproxy.diff.KernelTable;
import io.nftproxy.diff.Operation;
import io.nftproxy.diff.Transaction;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code --cleanup}: removes our table, and whatever kube-proxy left in any of its modes. What is
 * not there is no error, so it can be repeated. Needs no API server.
 */
public final class Cleanup {
    private final ForeignTables tables;
    private final KernelTable kernel;
    private final LegacyTakeover legacy;
    private final IpvsTakeover ipvs;

    /**
     * @param kernel our table, by which to commit
     */
    public Cleanup(
            ForeignTables tables,
            KernelTable kernel,
            LegacyTakeover legacy,
            IpvsTakeover ipvs) {
        this.tables = tables;
        this.kernel = kernel;
        this.legacy = legacy;
        this.ipvs = ipvs;
    }

    /** Does it; a part that fails does not stop the others. */
    public Outcome run() {
        List<String> removed = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try {
            if (tables.tables().contains(kernel.table())) {
                kernel.commit(new Transaction(List.of(new Operation.DeleteTable(kernel.table()))));
                removed.add("table " + kernel.table());
            }
        } catch (KernelFailure e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        try {
            KubeProxyRules rules = Removal.of(tables, kernel);
            if (!rules.isEmpty()) {
                removed.add(rules.toString());
            }
        } catch (KernelFailure e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        for (Outcome outcome : List.of(legacy.run(), ipvs.run())) {
            removed.addAll(outcome.removed());
            problems.addAll(outcome.problems());
        }
        return new Outcome(removed, problems);
    }
}
