package io.nftproxy.sync.takeover;

import io.nftproxy.core.nft.ForeignTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides which rules and chains of kube-proxy can be removed from a shared table.
 *
 * <p>A jump from a base chain of iptables to a chain of kube-proxy was written by kube-proxy and is
 * removed. Any other rule outside of kube-proxy's chains belongs to another program and stays, and
 * so does the chain of kube-proxy that it jumps to, but without its rules. {@code KUBE-MARK-MASQ}
 * is an exception: kube-proxy jumps to it only from its own chains, so a jump from outside comes
 * from another program, such as CNI's portmap. Then it keeps its rules, and so do the chains that
 * masquerade what it marks.
 */
final class ChainRemovalPlanner {
    private static final Set<String> BASE_CHAINS =
            Set.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING");

    private final ForeignTable table;

    /** The jumps of kube-proxy from base chains, with their targets. */
    private final Map<ChainRemoval.Jump, String> jumps = new LinkedHashMap<>();

    /** The chains of kube-proxy that other programs refer to. */
    private final Set<String> referenced = new TreeSet<>();

    /** The chains of kube-proxy that keep their rules. */
    private final Set<String> working = new TreeSet<>();

    private ChainRemovalPlanner(ForeignTable table) {
        this.table = table;
    }

    /** Returns what to remove from a table. */
    static ChainRemoval plan(ForeignTable table) {
        return new ChainRemovalPlanner(table).plan();
    }

    private ChainRemoval plan() {
        table.chains().values().forEach(this::findReferences);
        if (referenced.contains(KubeProxyChains.MARK_MASQ)) {
            keepWorking(KubeProxyChains.MARK_MASQ);
            keepWorking(KubeProxyChains.POSTROUTING);
        }
        jumps.values().removeIf(working::contains);
        List<String> emptied = new ArrayList<>();
        List<String> deleted = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (ForeignTable.Chain chain : table.chains().values()) {
            String name = chain.name();
            if (!KubeProxyChains.owns(name)) {
                continue;
            }
            boolean isReferenced = referenced.contains(name);
            boolean isWorking = working.contains(name);
            (isReferenced || isWorking ? kept : deleted).add(name);
            if (!isWorking && !(isReferenced && chain.rules().isEmpty())) {
                emptied.add(name);
            }
        }
        return new ChainRemoval(
                table.table(),
                List.copyOf(jumps.keySet()),
                emptied,
                deleted,
                kept,
                closesForward(deleted));
    }

    private void findReferences(ForeignTable.Chain chain) {
        if (KubeProxyChains.owns(chain.name())) {
            if (chain.unseenUses() > 0) {
                referenced.add(chain.name());
            }
            return;
        }
        for (ForeignTable.Rule rule : chain.rules()) {
            String target = rule.jumpsTo();
            if (target == null || !KubeProxyChains.owns(target)) {
                continue;
            }
            if (isKubeProxysJump(chain, target)) {
                jumps.put(new ChainRemoval.Jump(chain.name(), rule.handle()), target);
            } else {
                referenced.add(target);
            }
        }
    }

    private static boolean isKubeProxysJump(ForeignTable.Chain from, String target) {
        return from.base()
                && BASE_CHAINS.contains(from.name())
                && !target.equals(KubeProxyChains.MARK_MASQ);
    }

    /** Keeps a chain, and the chains of kube-proxy that it leads to, with their rules. */
    private void keepWorking(String first) {
        Deque<String> names = new ArrayDeque<>(List.of(first));
        while (!names.isEmpty()) {
            ForeignTable.Chain chain = table.chains().get(names.remove());
            if (chain == null || !working.add(chain.name())) {
                continue;
            }
            for (ForeignTable.Rule rule : chain.rules()) {
                String target = rule.jumpsTo();
                if (target != null && KubeProxyChains.owns(target)) {
                    names.add(target);
                }
            }
        }
    }

    private boolean closesForward(List<String> deleted) {
        ForeignTable.Chain forward = table.chains().get("FORWARD");
        return forward != null
                && forward.dropsByDefault()
                && deleted.contains(KubeProxyChains.FORWARD);
    }
}
