package io.nftproxy.sync.takeover;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.sync.LoopClock;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code --cleanup}: removes our table, and whatever kube-proxy left in any of its modes. What is
 * not there is no error, so it can be repeated. Needs no API server.
 *
 * <p>On a node whose proxy runs it says so, for what it removes does not stay away, or is missing
 * until that proxy writes it again.
 */
public final class Cleanup {
    private final ForeignTables tables;
    private final KernelTable kernel;
    private final OwnTable own;
    private final LegacyTakeover legacy;
    private final IpvsTakeover ipvs;
    private final RunningProxy running;

    private final List<String> removed = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * @param kernel our table, by which to commit
     */
    public Cleanup(
            ForeignTables tables,
            KernelTable kernel,
            LegacyTakeover legacy,
            IpvsTakeover ipvs,
            RunningProxy running,
            LoopClock clock) {
        this.tables = tables;
        this.kernel = kernel;
        this.own = new OwnTable(tables, kernel, clock);
        this.legacy = legacy;
        this.ipvs = ipvs;
        this.running = running;
    }

    /** A part of it. */
    @FunctionalInterface
    private interface Part {
        void run() throws KernelFailure;
    }

    /** Does it; a part that fails does not stop the others. */
    public Outcome run() {
        running.find().ifPresent(where -> problems.add(runs(where)));
        attempt(this::removeOurs);
        attempt(this::removeKubeProxys);
        for (Outcome outcome : List.of(legacy.run(), ipvs.run())) {
            removed.addAll(outcome.removed());
            problems.addAll(outcome.problems());
        }
        if (removed.contains(own.toString())) {
            attempt(() -> problems.addAll(own.watch()));
        }
        return new Outcome(removed, problems);
    }

    private void attempt(Part part) {
        try {
            part.run();
        } catch (KernelFailure e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private void removeOurs() throws KernelFailure {
        if (own.delete()) {
            removed.add(own.toString());
        }
    }

    private void removeKubeProxys() throws KernelFailure {
        KubeProxyRules rules = Removal.of(tables, kernel);
        if (!rules.isEmpty()) {
            removed.add(rules.toString());
        }
    }

    private static String runs(String where) {
        return ("a service proxy runs on this node: %s answers; nftproxy brings its rules back at"
                        + " once, and kube-proxy only with its next full sync, up to an hour later;"
                        + " stop it before a clean-up, or restart it now")
                .formatted(where);
    }
}
