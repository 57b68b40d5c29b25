package io.nftproxy.sync.takeover;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.sync.LoopClock;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code --cleanup --own-rules-only}: removes the table of nftproxy and nothing else, once
 * kube-proxy's rules handle the same Services. No connection meets a gap, so it is safe beside a
 * kube-proxy that runs or is about to start. Succeeds if the table does not exist.
 */
public final class OwnRulesCleanup {
    private static final Logger LOG = LoggerFactory.getLogger(OwnRulesCleanup.class);

    /** Longer than a kubelet takes to start a pod whose image it has to pull. */
    private static final int WAIT_SECONDS = 300;

    private static final long POLL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final OwnTable own;
    private final ServedFamilies kubeProxy;
    private final IptablesLegacy legacy;
    private final LoopClock clock;

    /**
     * @param kernel the table of nftproxy, through which to commit
     */
    public OwnRulesCleanup(
            ForeignTables tables, KernelTable kernel, IptablesLegacy legacy, LoopClock clock) {
        this.own = new OwnTable(tables, kernel, clock);
        this.kubeProxy = new ServedFamilies(tables, legacy);
        this.legacy = legacy;
        this.clock = clock;
    }

    /** Waits for kube-proxy's rules, for five minutes at most, and removes the table. */
    public CleanupResult run() {
        try {
            Set<IpFamily> missing = missing();
            if (!missing.isEmpty()) {
                LOG.info(
                        "Waiting for kube-proxy's rules for {}; giving up after {}s",
                        names(missing),
                        WAIT_SECONDS);
            }
            for (int i = 0; i < WAIT_SECONDS && !missing.isEmpty(); i++) {
                OwnTable.pause(clock, POLL_NANOS);
                missing = missing();
            }
            return missing.isEmpty() ? own.delete() : CleanupResult.problem(kept(missing));
        } catch (KernelFailure e) {
            return CleanupResult.problem("Kept %s: %s".formatted(own, e.getMessage()));
        }
    }

    /** Returns the families with Services in the table but without rules of kube-proxy. */
    private Set<IpFamily> missing() throws KernelFailure {
        Set<IpFamily> missing = own.families();
        if (!missing.isEmpty()) {
            missing.removeAll(kubeProxy.find());
        }
        return missing;
    }

    private String kept(Set<IpFamily> missing) {
        String legacyHint =
                missing.stream().anyMatch(legacy::hasTables)
                        ? "; if kube-proxy uses iptables-legacy, whose tools this container lacks,"
                                + " run on the host: nft delete "
                                + own
                        : "";
        return ("Kept %s: kube-proxy has no rules for %s, and without the table this node has no"
                        + " Services; start kube-proxy, then run this again%s")
                .formatted(own, names(missing), legacyHint);
    }

    private static String names(Set<IpFamily> families) {
        return families.stream().map(IpFamily::kubernetesName).collect(Collectors.joining(", "));
    }
}
