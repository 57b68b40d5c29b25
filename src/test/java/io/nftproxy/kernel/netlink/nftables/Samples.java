package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.Expression.Bitwise;
import io.nftproxy.core.nft.Expression.Cmp;
import io.nftproxy.core.nft.Expression.CtKey;
import io.nftproxy.core.nft.Expression.CtLoad;
import io.nftproxy.core.nft.Expression.FibType;
import io.nftproxy.core.nft.Expression.ImmediateVerdict;
import io.nftproxy.core.nft.Expression.Lookup;
import io.nftproxy.core.nft.Expression.MetaKey;
import io.nftproxy.core.nft.Expression.MetaLoad;
import io.nftproxy.core.nft.Expression.MetaSet;
import io.nftproxy.core.nft.Expression.Payload;
import io.nftproxy.core.nft.Field;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.nft.Verdict;
import java.util.List;
import java.util.Set;

/**
 * Sets and parts of rules as nft creates them. Registers are words: an IPv4 address takes one, an
 * IPv6 address four; the next field of a concatenation follows.
 */
public final class Samples {
    public static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");

    public static final long THREE_HOURS_MS = 10_800_000;

    public static final SetSpec CLUSTER_IPS4 = SetSpec.set("cluster-ips4", Field.IP_DADDR);

    public static final SetSpec HAIRPIN4 =
            SetSpec.set("hairpin4", Field.IP_SADDR, Field.IP_DADDR, Field.L4PROTO, Field.TH_DPORT)
                    .withSizeHint(1024);

    public static final SetSpec SERVICE_CIDRS4 = intervals("service-cidrs4", Field.IP_DADDR);

    public static final SetSpec SERVICE_CIDRS6 = intervals("service-cidrs6", Field.IP6_DADDR);

    public static final SetSpec SOURCE_RANGES4 =
            intervals(
                    "source-ranges4",
                    Field.IP_DADDR,
                    Field.L4PROTO,
                    Field.TH_DPORT,
                    Field.IP_SADDR);

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
                    0,
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
                    SOURCE_RANGES4,
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

    private static SetSpec intervals(String name, Field... key) {
        return new SetSpec(
                name, List.of(key), SetSpec.Data.NONE, false, Set.of(SetSpec.Flag.INTERVAL), 0, 0);
    }

    private static SetSpec map(String name, List<Field> key, List<Field> data) {
        return new SetSpec(name, key, new SetSpec.Data.Fields(data), true, Set.of(), 0, 0);
    }

    private static SetSpec learned(String name, Field key, SetSpec.Data data) {
        return new SetSpec(
                name,
                List.of(key),
                data,
                true,
                Set.of(SetSpec.Flag.DYNAMIC, SetSpec.Flag.TIMEOUT),
                65_536,
                THREE_HOURS_MS);
    }

    public static Expression network(int offset, int length, int dreg) {
        return new Payload(Payload.Base.NETWORK, offset, length, dreg);
    }

    public static Expression destinationPort(int dreg) {
        return new Payload(Payload.Base.TRANSPORT, 2, 2, dreg);
    }

    public static Expression ipDaddr(int dreg) {
        return network(16, 4, dreg);
    }

    public static Expression ipSaddr(int dreg) {
        return network(12, 4, dreg);
    }

    public static Expression ip6Daddr(int dreg) {
        return network(24, 16, dreg);
    }

    public static Expression l4proto(int dreg) {
        return new MetaLoad(MetaKey.L4PROTO, dreg);
    }

    public static Expression nfproto() {
        return new MetaLoad(MetaKey.NFPROTO, 0);
    }

    public static Expression loadMark() {
        return new MetaLoad(MetaKey.MARK, 0);
    }

    public static Expression setMark() {
        return new MetaSet(MetaKey.MARK, 0);
    }

    public static Expression equal(String hex) {
        return new Cmp(true, 0, Bytes.ofHex(hex));
    }

    public static Expression unequal(String hex) {
        return new Cmp(false, 0, Bytes.ofHex(hex));
    }

    public static Expression maskAndXor(String mask, String xor) {
        return new Bitwise(0, 0, Bytes.ofHex(mask), Bytes.ofHex(xor));
    }

    public static Expression original(CtKey key, int dreg) {
        return new CtLoad(key, CtLoad.Direction.ORIGINAL, dreg);
    }

    public static Expression in(SetSpec set) {
        return new Lookup(set.name(), 0, null, false, false);
    }

    public static Expression notIn(SetSpec set) {
        return new Lookup(set.name(), 0, null, false, true);
    }

    public static Expression vmap(SetSpec map) {
        return new Lookup(map.name(), 0, null, true, false);
    }

    public static Expression map(SetSpec map) {
        return new Lookup(map.name(), 0, 0, false, false);
    }

    public static Expression local(boolean source) {
        return new FibType(source, 0);
    }

    public static Expression verdict(Verdict verdict) {
        return new ImmediateVerdict(verdict);
    }
}
