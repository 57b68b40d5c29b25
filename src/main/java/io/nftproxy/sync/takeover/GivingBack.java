package io.nftproxy.sync.takeover;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.sync.LoopClock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code --cleanup --own-rules-only}: removes our table and nothing else, as soon as kube-proxy's
 * rules stand beside it. So it is safe beside a kube-proxy that runs or is about to start, and no
 * connection meets a gap. A table that is gone is no error.
 */
public final class GivingBack {
    private static final Logger LOG = LoggerFactory.getLogger(GivingBack.class);

    /** Five minutes: longer than a kubelet takes to start a pod whose image it has to pull. */
    private static final int LOOKS = 300;

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final OwnTable own;
    private final StandingRules successor;
    private final LegacyTables legacy;
    private final LoopClock clock;

    /**
     * @param kernel our table, by which to commit
     */
    public GivingBack(
            ForeignTables tables, KernelTable kernel, LegacyTables legacy, LoopClock clock) {
        this.own = new OwnTable(tables, kernel, clock);
        this.successor = new StandingRules(tables, legacy);
        this.legacy = legacy;
        this.clock = clock;
    }

    /** Waits for kube-proxy's rules, for five minutes at most, and removes ours. */
    public Outcome run() {
        try {
            Set<IpFamily> missing = missing();
            for (int i = 0; i < LOOKS && !missing.isEmpty(); i++) {
                if (i == 0) {
                    LOG.info("Waiting until rules of kube-proxy stand for {}", names(missing));
                }
                OwnTable.pause(clock, LOOK_NANOS);
                missing = missing();
            }
            if (!missing.isEmpty()) {
                return new Outcome(List.of(), List.of(stays(missing)));
            }
            return own.delete()
                    ? new Outcome(List.of(own.toString()), own.watch())
                    : Outcome.NOTHING;
        } catch (KernelFailure e) {
            return new Outcome(List.of(), List.of(own + " stays: " + e.getMessage()));
        }
    }

    /** Families of our Services that kube-proxy does not serve. */
    private Set<IpFamily> missing() throws KernelFailure {
        if (!own.exists()) {
            return Set.of();
        }
        Set<IpFamily> missing = own.families();
        missing.removeAll(successor.families());
        return missing;
    }

    private String stays(Set<IpFamily> missing) {
        String unseen =
                missing.stream().anyMatch(legacy::present)
                        ? "; if kube-proxy uses iptables-legacy, whose tools are not here to look,"
                                + " run on the host: nft delete "
                                + own
                        : "";
        return ("%s stays: no rules of kube-proxy stand for %s, and without ours this node would"
                        + " have no Services; start kube-proxy, then run this again%s")
                .formatted(own, names(missing), unseen);
    }

    private static String names(Set<IpFamily> families) {
        return families.stream().map(IpFamily::kubernetesName).collect(Collectors.joining(", "));
    }
}
