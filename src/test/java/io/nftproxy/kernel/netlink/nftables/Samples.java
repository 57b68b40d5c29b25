package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Field;
import io.nftproxy.core.nft.RuleBuilder;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.testing.LimitedSet;
import java.util.List;
import java.util.Set;

/** Sets as nft creates them, and the start of a rule. */
public final class Samples {
    public static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");

    public static final long THREE_HOURS_MS = 10_800_000;

    public static final SetSpec CLUSTER_IPS4 = SetSpec.set("cluster-ips4", Field.IP_DADDR);

    public static final SetSpec HAIRPIN4 =
            LimitedSet.of(
                    1024,
                    SetSpec.set(
                            "hairpin4",
                            Field.IP_SADDR,
                            Field.IP_DADDR,
                            Field.L4PROTO,
                            Field.TH_DPORT));

    public static final SetSpec SERVICE_CIDRS4 =
            SetSpec.intervals("service-cidrs4", Field.IP_DADDR);

    public static final SetSpec SERVICE_CIDRS6 =
            SetSpec.intervals("service-cidrs6", Field.IP6_DADDR);

    public static final SetSpec SERVICE_IPS4 =
            SetSpec.verdictMap("service-ips4", Field.IP_DADDR, Field.L4PROTO, Field.TH_DPORT);

    public static final SetSpec AFFINITY_SERVICES4 =
            SetSpec.verdictMap("affinity-services4", Field.IP_DADDR, Field.L4PROTO, Field.TH_DPORT);

    public static final SetSpec ENDPOINTS4 =
            map(
                    "endpoints4",
                    List.of(Field.IP_DADDR, Field.L4PROTO, Field.TH_DPORT, Field.NUMGEN),
                    List.of(Field.IP_DADDR, Field.TH_DPORT));

    public static final SetSpec ENDPOINTS6 =
            map(
                    "endpoints6",
                    List.of(Field.IP6_DADDR, Field.L4PROTO, Field.TH_DPORT, Field.NUMGEN),
                    List.of(Field.IP6_DADDR, Field.TH_DPORT));

    public static final SetSpec NODEPORT_ENDPOINTS6 =
            map(
                    "nodeport-endpoints6",
                    List.of(Field.L4PROTO, Field.TH_DPORT, Field.NUMGEN),
                    List.of(Field.IP6_DADDR, Field.TH_DPORT));

    public static final SetSpec AFFINITY_POOL4 =
            new SetSpec(
                    "affinity-pool4",
                    List.of(Field.IP_DADDR, Field.TH_DPORT),
                    SetSpec.Data.NONE,
                    true,
                    Set.of(),
                    0);

    public static final SetSpec AFFINITY4 =
            learned(
                    "affinity4",
                    Field.IP_SADDR,
                    new SetSpec.Data.Fields(List.of(Field.IP_DADDR, Field.TH_DPORT)));

    public static final SetSpec AFFINITY6 =
            learned(
                    "affinity6",
                    Field.IP6_SADDR,
                    new SetSpec.Data.Fields(List.of(Field.IP6_DADDR)));

    public static final SetSpec AFFINITY_PORT6 =
            learned(
                    "affinity-port6",
                    Field.IP6_SADDR,
                    new SetSpec.Data.Fields(List.of(Field.TH_DPORT)));

    public static final SetSpec CLIENTS4 = learned("clients4", Field.IP_SADDR, SetSpec.Data.NONE);

    public static final List<SetSpec> SETS =
            List.of(
                    CLUSTER_IPS4,
                    HAIRPIN4,
                    SERVICE_CIDRS4,
                    SERVICE_CIDRS6,
                    SERVICE_IPS4,
                    AFFINITY_SERVICES4,
                    ENDPOINTS4,
                    ENDPOINTS6,
                    NODEPORT_ENDPOINTS6,
                    AFFINITY_POOL4,
                    AFFINITY4,
                    AFFINITY6,
                    AFFINITY_PORT6,
                    CLIENTS4);

    private Samples() {}

    private static SetSpec map(String name, List<Field> key, List<Field> data) {
        return new SetSpec(name, key, new SetSpec.Data.Fields(data), true, Set.of(), 0);
    }

    private static SetSpec learned(String name, Field key, SetSpec.Data data) {
        return new SetSpec(
                name,
                List.of(key),
                data,
                true,
                Set.of(SetSpec.Flag.DYNAMIC, SetSpec.Flag.TIMEOUT),
                65_536);
    }

    /** Begins a rule with {@code ip daddr . meta l4proto . th dport}. */
    public static RuleBuilder frontend(TableRef.Family family) {
        return RuleBuilder.rule().daddr(family).l4proto().thDport();
    }
}
