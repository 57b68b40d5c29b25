package io.nftproxy.sync.takeover;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.TableRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The leftovers of kube-proxy in iptables-legacy, removed with that tool where it is installed. */
public final class LegacyLeftovers {
    /** The chains that kubelet makes with the iptables of the host; the second one before 1.24. */
    private static final Set<String> KUBELET_HINTS =
            Set.of("KUBE-IPTABLES-HINT", "KUBE-KUBELET-CANARY");

    private final IptablesLegacy iptables;
    private final ForeignTables nftables;

    /**
     * @param nftables where kubelet's chains show whether the host uses iptables-nft instead
     */
    public LegacyLeftovers(IptablesLegacy iptables, ForeignTables nftables) {
        this.iptables = iptables;
        this.nftables = nftables;
    }

    /** Removes the leftovers of both families. */
    public CleanupResult remove() {
        CleanupResult result = CleanupResult.NOTHING;
        for (IpFamily family : IpFamily.values()) {
            if (iptables.hasTables(family)) {
                result = result.and(remove(family));
            }
        }
        return result;
    }

    private CleanupResult remove(IpFamily family) {
        try {
            Optional<SavedTables> saved = iptables.save(family);
            if (saved.isEmpty()) {
                return isNftablesHost()
                        ? CleanupResult.NOTHING
                        : CleanupResult.problem(withoutTool(IptablesLegacy.tool(family)));
            }
            List<String> removed = new ArrayList<>();
            for (ChainRemoval removal : saved.get().removals()) {
                removed.add("iptables-legacy " + removal);
            }
            if (!removed.isEmpty()) {
                iptables.restore(family, saved.get().removalText());
            }
            return new CleanupResult(removed, List.of());
        } catch (IOException e) {
            return CleanupResult.problem(
                    "Cannot remove kube-proxy's leftovers from %s: %s"
                            .formatted(IptablesLegacy.tool(family), e.getMessage()));
        }
    }

    /** Returns whether kubelet's chains are in nftables; false if nftables cannot be read. */
    private boolean isNftablesHost() {
        try {
            for (TableRef table : nftables.tables()) {
                if (table.family() != TableRef.Family.INET
                        && table.name().equals("mangle")
                        && nftables.read(table).chains().keySet().stream()
                                .anyMatch(KUBELET_HINTS::contains)) {
                    return true;
                }
            }
            return false;
        } catch (KernelFailure e) {
            return false;
        }
    }

    private static String withoutTool(String tool) {
        return ("Cannot look for kube-proxy's leftovers in the tables of %1$s: the tool is not in"
                        + " this container; on the host, run: %1$s-save | grep -vE '[: ]%2$s( |$)'"
                        + " | %1$s-restore")
                .formatted(tool, KubeProxyChains.regex());
    }
}
