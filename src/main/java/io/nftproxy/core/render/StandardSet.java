package io.nftproxy.core.render;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Field;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The sets and maps that every table has, one for each family: {@code endpoints4}. */
public enum StandardSet {
    /** ClusterIPs: other ports are rejected, and clients outside the cluster are masqueraded. */
    CLUSTER_IPS("cluster-ips", Kind.SET, Key.ADDRESS),
    /** Addresses of this node that accept NodePorts; unused if all addresses do. */
    NODEPORT_IPS("nodeport-ips", Kind.SET, Key.ADDRESS),
    /** Connections of endpoints on this node to themselves, which are masqueraded. */
    HAIRPIN("hairpin", Kind.SET, Key.HAIRPIN),
    /** Networks of the ServiceCIDRs: addresses that no Service has are dropped. */
    SERVICE_CIDRS("service-cidrs", Kind.INTERVALS, Key.ADDRESS),
    /** The verdict of each address and port of a Service. */
    SERVICE_IPS("service-ips", Kind.VERDICTS, Key.FRONTEND),
    /** Under the external Local policy: the verdict for connections from pods and from the node. */
    SHORT_CIRCUIT("short-circuit", Kind.VERDICTS, Key.FRONTEND),
    /** The keys of {@link #SHORT_CIRCUIT}, for lookups without a verdict. */
    SHORT_CIRCUIT_IPS("short-circuit-ips", Kind.SET, Key.FRONTEND),
    SERVICE_NODEPORTS("service-nodeports", Kind.VERDICTS, Key.NODEPORT),
    NODEPORT_SHORT_CIRCUIT("nodeport-short-circuit", Kind.VERDICTS, Key.NODEPORT),
    SHORT_CIRCUIT_NODEPORTS("short-circuit-nodeports", Kind.SET, Key.NODEPORT),
    NO_ENDPOINT_SERVICES("no-endpoint-services", Kind.SET, Key.FRONTEND),
    NO_ENDPOINT_NODEPORTS("no-endpoint-nodeports", Kind.SET, Key.NODEPORT),
    /**
     * Load balancer IPs with source ranges, each with the verdict that enters its {@link
     * AllowList}.
     */
    FIREWALL_IPS("firewall-ips", Kind.VERDICTS, Key.FRONTEND),
    /**
     * The endpoints by slot of the cluster pool (of a ClusterIP under the Local policy: of the
     * local pool).
     */
    ENDPOINTS("endpoints", Kind.ENDPOINTS, Key.FRONTEND_AND_SLOT),
    LOCAL_ENDPOINTS("local-endpoints", Kind.ENDPOINTS, Key.FRONTEND_AND_SLOT),
    NODEPORT_ENDPOINTS("nodeport-endpoints", Kind.ENDPOINTS, Key.NODEPORT_AND_SLOT),
    NODEPORT_LOCAL_ENDPOINTS("nodeport-local-endpoints", Kind.ENDPOINTS, Key.NODEPORT_AND_SLOT),
    /**
     * The verdict that learns the client of a new connection, for Services with session affinity.
     */
    AFFINITY_SERVICES("affinity-services", Kind.VERDICTS, Key.FRONTEND),
    AFFINITY_NODEPORTS("affinity-nodeports", Kind.VERDICTS, Key.NODEPORT);

    private enum Kind {
        SET,
        INTERVALS,
        VERDICTS,
        ENDPOINTS
    }

    private enum Key {
        ADDRESS,
        HAIRPIN,
        FRONTEND,
        NODEPORT,
        FRONTEND_AND_SLOT,
        NODEPORT_AND_SLOT
    }

    private final Map<IpFamily, SetSpec> specs = new EnumMap<>(IpFamily.class);

    StandardSet(String name, Kind kind, Key key) {
        for (IpFamily family : IpFamily.values()) {
            specs.put(family, spec(name + family.suffix(), kind, fields(key, family), family));
        }
    }

    private static SetSpec spec(String name, Kind kind, Field[] key, IpFamily family) {
        return switch (kind) {
            case SET -> SetSpec.set(name, key);
            case INTERVALS -> SetSpec.intervals(name, key);
            case VERDICTS -> SetSpec.verdictMap(name, key);
            case ENDPOINTS ->
                    SetSpec.typeofMap(name, List.of(key), Nft.daddr(family), Field.TH_DPORT);
        };
    }

    private static Field[] fields(Key key, IpFamily family) {
        return switch (key) {
            case ADDRESS -> new Field[] {Nft.daddr(family)};
            case HAIRPIN ->
                    new Field[] {
                        Nft.saddr(family), Nft.daddr(family), Field.L4PROTO, Field.TH_DPORT
                    };
            case FRONTEND -> new Field[] {Nft.daddr(family), Field.L4PROTO, Field.TH_DPORT};
            case NODEPORT -> new Field[] {Field.L4PROTO, Field.TH_DPORT};
            case FRONTEND_AND_SLOT ->
                    new Field[] {Nft.daddr(family), Field.L4PROTO, Field.TH_DPORT, Field.NUMGEN};
            case NODEPORT_AND_SLOT -> new Field[] {Field.L4PROTO, Field.TH_DPORT, Field.NUMGEN};
        };
    }

    /** Returns the declarations of all standard sets for some families, by name. */
    static SortedMap<String, SetSpec> all(Collection<IpFamily> families) {
        SortedMap<String, SetSpec> all = new TreeMap<>();
        for (IpFamily family : families) {
            for (StandardSet set : values()) {
                all.put(set.nameOf(family), set.spec(family));
            }
        }
        return Collections.unmodifiableSortedMap(all);
    }

    /**
     * Returns the elements that a table read from the kernel has in this set; none if a set of this
     * name has another declaration, because then its keys have another meaning.
     */
    List<Element> elementsIn(Ruleset table, IpFamily family) {
        SetSpec spec = spec(family);
        return spec.equals(table.sets().get(spec.name()))
                ? table.elementsOf(spec.name())
                : List.of();
    }

    /** Returns the declaration of this set for a family. */
    public SetSpec spec(IpFamily family) {
        SetSpec spec = specs.get(family);
        if (spec == null) {
            throw new IllegalStateException("no declaration for " + family);
        }
        return spec;
    }

    /** Returns the name of this set for a family, {@code endpoints4}. */
    public String nameOf(IpFamily family) {
        return spec(family).name();
    }
}
