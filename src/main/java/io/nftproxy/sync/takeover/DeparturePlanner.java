package io.nftproxy.sync.takeover;

import io.nftproxy.core.nft.SharedTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides what of kube-proxy's can leave a shared table.
 *
 * <p>A jump from one of iptables' base chains is kube-proxy's own, and goes. Any other rule outside
 * kube-proxy's chains is somebody else's and stays, and so does the chain it jumps to: empty, so
 * that it does nothing; but {@code KUBE-MARK-MASQ}, which nobody but others jumps to from outside,
 * with its rules and with those that masquerade what it marked, for host ports of pods depend on
 * them.
 */
final class DeparturePlanner {
    private static final Set<String> BASE_CHAINS =
            Set.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING");

    private final SharedTable table;

    /** Kube-proxy's chains that have to exist. */
    private final Set<String> held = new TreeSet<>();

    /** Kube-proxy's chains that have to do what they do. */
    private final Set<String> working = new TreeSet<>();

    private DeparturePlanner(SharedTable table) {
        this.table = table;
    }

    static Departure plan(SharedTable table) {
        return new DeparturePlanner(table).plan();
    }

    private Departure plan() {
        for (SharedTable.Chain chain : table.chains().values()) {
            hold(chain);
        }
        if (held.contains(KubeProxyChains.MARK_MASQ)) {
            keepWorking(KubeProxyChains.MARK_MASQ);
            keepWorking(KubeProxyChains.POSTROUTING);
        }
        List<Departure.Jump> jumps = new ArrayList<>();
        List<String> emptied = new ArrayList<>();
        List<String> deleted = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (SharedTable.Chain chain : table.chains().values()) {
            String name = chain.name();
            if (!KubeProxyChains.owns(name)) {
                jumps.addAll(leavingJumps(chain));
                continue;
            }
            if (!working.contains(name)) {
                emptied.add(name);
            }
            (held.contains(name) || working.contains(name) ? kept : deleted).add(name);
        }
        emptied.removeIf(name -> held.contains(name) && rulesOf(name).isEmpty());
        return new Departure(table.table(), jumps, emptied, deleted, kept, closesForward(deleted));
    }

    private void hold(SharedTable.Chain chain) {
        if (KubeProxyChains.owns(chain.name())) {
            if (chain.unseenUses() > 0) {
                held.add(chain.name());
            }
            return;
        }
        for (SharedTable.Rule rule : chain.rules()) {
            String target = rule.jumpsTo();
            if (target != null
                    && KubeProxyChains.owns(target)
                    && !isKubeProxysJump(chain, target)) {
                held.add(target);
            }
        }
    }

    private static boolean isKubeProxysJump(SharedTable.Chain from, String target) {
        return from.base()
                && BASE_CHAINS.contains(from.name())
                && !target.equals(KubeProxyChains.MARK_MASQ);
    }

    private void keepWorking(String first) {
        Deque<String> chains = new ArrayDeque<>(List.of(first));
        while (!chains.isEmpty()) {
            String chain = chains.remove();
            if (table.chains().containsKey(chain) && working.add(chain)) {
                for (SharedTable.Rule rule : rulesOf(chain)) {
                    String target = rule.jumpsTo();
                    if (target != null && KubeProxyChains.owns(target)) {
                        chains.add(target);
                    }
                }
            }
        }
    }

    private List<Departure.Jump> leavingJumps(SharedTable.Chain chain) {
        List<Departure.Jump> jumps = new ArrayList<>();
        for (SharedTable.Rule rule : chain.rules()) {
            String target = rule.jumpsTo();
            if (target != null
                    && KubeProxyChains.owns(target)
                    && isKubeProxysJump(chain, target)
                    && !working.contains(target)) {
                jumps.add(new Departure.Jump(chain.name(), rule.handle()));
            }
        }
        return jumps;
    }

    private boolean closesForward(List<String> deleted) {
        SharedTable.Chain forward = table.chains().get("FORWARD");
        return forward != null
                && forward.dropsByDefault()
                && deleted.contains(KubeProxyChains.FORWARD);
    }

    private List<SharedTable.Rule> rulesOf(String name) {
        SharedTable.Chain chain = table.chains().get(name);
        return chain == null ? List.of() : chain.rules();
    }
}
