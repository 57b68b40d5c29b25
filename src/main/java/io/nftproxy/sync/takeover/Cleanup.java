package io.nftproxy.sync.takeover;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.sync.LoopClock;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * {@code --cleanup}: removes the table of nftproxy and everything that kube-proxy left, in any of
 * its modes. Needs no API server. A second run finds nothing to remove and succeeds.
 *
 * <p>A proxy that still runs on the node is reported as a problem, because it restores its rules.
 */
public final class Cleanup {
    private final ForeignTables tables;
    private final KernelTable kernel;
    private final OwnTable own;
    private final LegacyLeftovers legacy;
    private final IpvsLeftovers ipvs;
    private final Supplier<Optional<String>> healthz;

    /**
     * @param kernel the table of nftproxy, through which to commit
     * @param healthz the URL at which a running proxy answers; empty if none does
     */
    public Cleanup(
            ForeignTables tables,
            KernelTable kernel,
            LegacyLeftovers legacy,
            IpvsLeftovers ipvs,
            Supplier<Optional<String>> healthz,
            LoopClock clock) {
        this.tables = tables;
        this.kernel = kernel;
        this.own = new OwnTable(tables, kernel, clock);
        this.legacy = legacy;
        this.ipvs = ipvs;
        this.healthz = healthz;
    }

    /** Removes everything; a step that fails does not stop the others. */
    public CleanupResult run() {
        return Stream.<Supplier<CleanupResult>>of(
                        this::runningProxy,
                        this::nftables,
                        legacy::remove,
                        ipvs::remove,
                        own::delete)
                .map(Supplier::get)
                .reduce(CleanupResult.NOTHING, CleanupResult::and);
    }

    private CleanupResult runningProxy() {
        return healthz.get()
                .map(
                        url ->
                                CleanupResult.problem(
                                        ("A service proxy is running on this node: %s answered;"
                                                        + " nftproxy restores its rules at once,"
                                                        + " kube-proxy with its next full sync, up"
                                                        + " to an hour later; stop it before a"
                                                        + " cleanup, or restart it now")
                                                .formatted(url)))
                .orElse(CleanupResult.NOTHING);
    }

    private CleanupResult nftables() {
        try {
            KubeProxyRules rules = KubeProxyRules.remove(tables, kernel);
            return rules.isEmpty()
                    ? CleanupResult.NOTHING
                    : CleanupResult.removed(rules.toString());
        } catch (KernelFailure e) {
            return CleanupResult.problem("Cannot remove kube-proxy's leftovers: " + e.getMessage());
        }
    }
}
