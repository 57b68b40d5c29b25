package io.nftproxy.sync.takeover;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.TableRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Removes what kube-proxy left in iptables-legacy, with that tool, where there is one. */
public final class LegacyTakeover {
    private final LegacyTables tables;
    private final ForeignTables nftables;

    /**
     * @param nftables where kubelet's chains may tell that the host does not use iptables-legacy
     */
    public LegacyTakeover(LegacyTables tables, ForeignTables nftables) {
        this.tables = tables;
        this.nftables = nftables;
    }

    /** Does it; what is not there is no problem. */
    public Outcome run() {
        List<String> removed = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (IpFamily family : IpFamily.values()) {
            if (tables.present(family)) {
                run(family, removed, problems);
            }
        }
        return new Outcome(removed, problems);
    }

    private void run(IpFamily family, List<String> removed, List<String> problems) {
        try {
            Optional<String> text = tables.save(family);
            if (text.isEmpty()) {
                if (!HostBackEnd.isNftables(nftables)) {
                    problems.add(unseen(family));
                }
                return;
            }
            SavedTables saved = SavedTables.parse(tableFamily(family), text.get());
            List<Departure> departures = saved.departures();
            if (!departures.isEmpty()) {
                tables.restore(family, saved.removal());
                departures.forEach(departure -> removed.add("iptables-legacy: " + departure));
            }
        } catch (IOException e) {
            problems.add(
                    "rules of kube-proxy may be left in %s: %s"
                            .formatted(tool(family), e.getMessage()));
        }
    }

    private static String unseen(IpFamily family) {
        String tool = tool(family);
        return ("%1$s has tables, in which kube-proxy's rules may be left, and the tool is not here"
                        + " to look; on the host, run: %1$s-save | grep -vE '[: ]%2$s( |$)' |"
                        + " %1$s-restore")
                .formatted(tool, KubeProxyChains.regex());
    }

    private static String tool(IpFamily family) {
        return family == IpFamily.IPV4 ? "iptables-legacy" : "ip6tables-legacy";
    }

    private static TableRef.Family tableFamily(IpFamily family) {
        return family == IpFamily.IPV4 ? TableRef.Family.IP : TableRef.Family.IP6;
    }
}
