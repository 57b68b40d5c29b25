package io.nftproxy.sync.takeover;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.SharedTable;
import io.nftproxy.core.nft.TableRef;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out for which families kube-proxy's rules stand, in any of its modes: whether packets that
 * enter the table are led to a chain of Services that is not empty. Kube-proxy fills that chain in
 * the transaction that makes everything else, or, in ipvs mode, after it.
 */
final class StandingRules {
    private static final String NFTABLES = "kube-proxy";
    private static final String IPTABLES = "nat";

    private final ForeignTables tables;
    private final LegacyTables legacy;

    StandingRules(ForeignTables tables, LegacyTables legacy) {
        this.tables = tables;
        this.legacy = legacy;
    }

    /** Looks for them. */
    Set<IpFamily> families() throws KernelFailure {
        Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
        for (TableRef table : tables.tables()) {
            if (table.family() != TableRef.Family.INET && stands(table)) {
                families.add(family(table));
            }
        }
        for (IpFamily family : IpFamily.values()) {
            if (!families.contains(family) && standsInLegacy(family)) {
                families.add(family);
            }
        }
        return families;
    }

    private boolean stands(TableRef table) throws KernelFailure {
        return switch (table.name()) {
            case NFTABLES -> leadsTo(tables.read(table), "services");
            case IPTABLES -> leadsTo(tables.read(table), "KUBE-SERVICES");
            default -> false;
        };
    }

    private boolean standsInLegacy(IpFamily family) {
        try {
            TableRef.Family tableFamily =
                    family == IpFamily.IPV4 ? TableRef.Family.IP : TableRef.Family.IP6;
            Optional<String> saved =
                    legacy.present(family) ? legacy.save(family) : Optional.empty();
            List<SharedTable> found =
                    saved.map(text -> SavedTables.parse(tableFamily, text).tables())
                            .orElse(List.of());
            return found.stream()
                    .filter(table -> table.table().name().equals(IPTABLES))
                    .anyMatch(table -> leadsTo(table, "KUBE-SERVICES"));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean leadsTo(SharedTable table, String services) {
        SharedTable.Chain chain = table.chains().get(services);
        return chain != null
                && !chain.rules().isEmpty()
                && table.chains().values().stream()
                        .filter(SharedTable.Chain::base)
                        .flatMap(base -> base.rules().stream())
                        .anyMatch(rule -> services.equals(rule.jumpsTo()));
    }

    private static IpFamily family(TableRef table) {
        return table.family() == TableRef.Family.IP ? IpFamily.IPV4 : IpFamily.IPV6;
    }
}
