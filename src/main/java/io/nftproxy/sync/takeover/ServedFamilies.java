package io.nftproxy.sync.takeover;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.ForeignTable;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.render.Nft;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The IP families whose Services kube-proxy's rules handle, in any of its modes. In such a family a
 * base chain jumps to the chain of Services, and that chain has rules: kube-proxy fills it in the
 * transaction that makes everything else, or, in ipvs mode, after that.
 */
final class ServedFamilies {
    /** The chains of Services, in the table {@code kube-proxy} and in iptables' {@code nat}. */
    private static final String NFTABLES_SERVICES = "services";

    private static final String IPTABLES_SERVICES = "KUBE-SERVICES";
    private static final String NAT = "nat";

    private final ForeignTables nftables;
    private final IptablesLegacy legacy;

    ServedFamilies(ForeignTables nftables, IptablesLegacy legacy) {
        this.nftables = nftables;
        this.legacy = legacy;
    }

    /** Reads the rules and returns the families. */
    Set<IpFamily> find() throws KernelFailure {
        Set<TableRef> present = nftables.tables();
        Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
        for (IpFamily family : IpFamily.values()) {
            TableRef ofNftables = new TableRef(Nft.family(family), KubeProxyRules.TABLE_NAME);
            TableRef ofIptables = new TableRef(Nft.family(family), NAT);
            boolean byNftables =
                    present.contains(ofNftables)
                            && leadsTo(nftables.read(ofNftables), NFTABLES_SERVICES);
            boolean byIptables =
                    present.contains(ofIptables)
                            && leadsTo(nftables.read(ofIptables), IPTABLES_SERVICES);
            if (byNftables || byIptables || isServedByLegacy(family)) {
                families.add(family);
            }
        }
        return families;
    }

    private boolean isServedByLegacy(IpFamily family) {
        if (!legacy.hasTables(family)) {
            return false;
        }
        try {
            return legacy.save(family).map(SavedTables::tables).orElse(List.of()).stream()
                    .filter(table -> table.table().name().equals(NAT))
                    .anyMatch(table -> leadsTo(table, IPTABLES_SERVICES));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean leadsTo(ForeignTable table, String services) {
        ForeignTable.Chain chain = table.chains().get(services);
        return chain != null
                && !chain.rules().isEmpty()
                && table.chains().values().stream()
                        .filter(ForeignTable.Chain::base)
                        .flatMap(base -> base.rules().stream())
                        .anyMatch(rule -> services.equals(rule.jumpsTo()));
    }
}
