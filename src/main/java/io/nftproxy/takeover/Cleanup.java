package io.nftproxy.takeover;

import io.nftproxy.diff.KernelFailure;
import io.nftproxy.diff.KernelTable;
import io.nftproxy.diff.Operation;
import io.nftproxy.diff.Transaction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code --cleanup}: removes our table, and whatever kube-proxy left in any of its modes. What is
 * not there is no error, so it can be repeated. Needs no API server.
 */
public final class Cleanup {
    /** Of mode ipvs: makes the node answer for all service addresses, those of the past too. */
    private static final String IPVS_INTERFACE = "kube-ipvs0";

    private final ForeignTables tables;
    private final KernelTable kernel;
    private final LegacyTakeover legacy;
    private final Interfaces interfaces;

    /**
     * @param kernel our table, by which to commit
     */
    public Cleanup(
            ForeignTables tables,
            KernelTable kernel,
            LegacyTakeover legacy,
            Interfaces interfaces) {
        this.tables = tables;
        this.kernel = kernel;
        this.legacy = legacy;
        this.interfaces = interfaces;
    }

    /**
     * What a clean-up did.
     *
     * @param removed for a person, one line each
     * @param problems what stays and why, one line each; empty if nothing does
     */
    public record Result(List<String> removed, List<String> problems) {
        public Result {
            removed = List.copyOf(removed);
            problems = List.copyOf(problems);
        }

        /** The process's: 0 if nothing stays. */
        public int exitStatus() {
            return problems.isEmpty() ? 0 : 1;
        }
    }

    /** Does it; a part that fails does not stop the others. */
    public Result run() {
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
        LegacyTakeover.Result inLegacy = legacy.run();
        removed.addAll(inLegacy.removed());
        problems.addAll(inLegacy.problems());
        try {
            if (interfaces.delete(IPVS_INTERFACE)) {
                removed.add("interface " + IPVS_INTERFACE);
            }
        } catch (IOException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return new Result(removed, problems);
    }
}
