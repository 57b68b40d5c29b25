package io.nftproxy.core.trace;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.ElementValue;
import io.nftproxy.core.nft.Field;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.Verdict;
import io.nftproxy.testing.Hex;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The sets of {@link TracedTable}, with their elements. */
final class TracedSets {
    private static final int TCP = 6;

    private final List<SetSpec> sets = new ArrayList<>();
    private final SortedMap<String, List<Element>> elements = new TreeMap<>();

    TracedSets() {
        addServices();
        addChecks();
        addAffinity();
    }

    List<SetSpec> sets() {
        return sets;
    }

    SortedMap<String, List<Element>> elements() {
        return elements;
    }

    private void addServices() {
        Verdict cluster = new Verdict.Goto("cluster-2");
        add(SetSpec.set("cluster-ips4", Field.IP_DADDR), key("10.96.0.10"), key("10.96.0.12"));
        SetSpec services =
                SetSpec.verdictMap("service-ips4", Field.IP_DADDR, Field.L4PROTO, Field.TH_DPORT);
        add(
                services,
                Element.of(key("10.96.0.10", TCP, 80), cluster),
                Element.of(key("10.96.0.11", TCP, 80), cluster),
                Element.of(key("203.0.113.1", TCP, 443), new Verdict.Goto("external-2")),
                Element.of(key("10.96.0.20", TCP, 80), new Verdict.Goto("affinity-2")));
        SetSpec services6 =
                SetSpec.verdictMap("service-ips6", Field.IP6_DADDR, Field.L4PROTO, Field.TH_DPORT);
        add(
                services6,
                Element.of(key("fd00:96::a", TCP, 80), cluster),
                Element.of(key("fd00:96::20", TCP, 80), new Verdict.Goto("affinity-2")));
        SetSpec nodePorts = SetSpec.verdictMap("nodeports", Field.L4PROTO, Field.TH_DPORT);
        add(nodePorts, Element.of(key("", TCP, 30080), new Verdict.Goto("nodeport-1")));
        add(
                endpoints("endpoints4", Field.IP_DADDR, Field.IP_DADDR),
                slot(key("10.96.0.10", TCP, 80), 0, "10.244.1.7"),
                slot(key("10.96.0.10", TCP, 80), 1, "10.244.2.7"),
                slot(key("203.0.113.1", TCP, 443), 0, "10.244.1.7"),
                slot(key("203.0.113.1", TCP, 443), 1, "10.244.2.7"),
                slot(key("10.96.0.20", TCP, 80), 0, "10.244.1.7"),
                slot(key("10.96.0.20", TCP, 80), 1, "10.244.2.7"));
        // Slot 1 was just removed: the second rule of the chain draws slot 0.
        add(
                endpoints("endpoints6", Field.IP6_DADDR, Field.IP6_DADDR),
                slot(key("fd00:96::a", TCP, 80), 0, "fd00:244::7"));
        add(
                endpoints("nodeport-endpoints4", Field.IP_DADDR),
                slot(key("", TCP, 30080), 0, "10.244.1.7"));
        add(
                SetSpec.set(
                        "hairpin4", Field.IP_SADDR, Field.IP_DADDR, Field.L4PROTO, Field.TH_DPORT),
                Element.of(join(key("10.244.1.7").key(), key("10.244.1.7", TCP, 8080))));
    }

    private void addChecks() {
        add(
                SetSpec.set("no-endpoint4", Field.IP_DADDR, Field.L4PROTO, Field.TH_DPORT),
                Element.of(key("10.96.0.12", TCP, 80)));
        add(
                SetSpec.set("no-endpoint-nodeports", Field.L4PROTO, Field.TH_DPORT),
                Element.of(key("", TCP, 30081)));
        add(
                SetSpec.intervals("service-cidrs4", Field.IP_DADDR),
                key("10.96.0.0"),
                Element.endAt(key("10.97.0.0").key()));
        add(
                SetSpec.set("firewalled4", Field.IP_DADDR, Field.L4PROTO, Field.TH_DPORT),
                Element.of(key("203.0.113.1", TCP, 443)));
        add(
                SetSpec.intervals("source-ranges4", Field.IP_SADDR),
                key("198.51.100.0"),
                Element.endAt(key("198.51.101.0").key()));
    }

    private void addAffinity() {
        add(
                clients("clients4", Field.IP_SADDR, Field.IP_DADDR, Field.TH_DPORT),
                Element.of(key("10.244.1.20").key(), endpoint("10.244.2.7")));
        add(
                clients("clients6", Field.IP6_SADDR, Field.IP6_DADDR),
                Element.of(
                        key("fd00:244::20").key(),
                        new ElementValue.Data(key("fd00:244::8").key())));
        add(
                clients("client-ports6", Field.IP6_SADDR, Field.TH_DPORT),
                Element.of(key("fd00:244::20").key(), new ElementValue.Data(Bytes.ofShort(8081))));
        add(
                SetSpec.set("pool4", Field.IP_DADDR, Field.TH_DPORT),
                Element.of(endpoint("10.244.1.7").bytes()));
        SetSpec learn =
                SetSpec.verdictMap(
                        "affinity-services4", Field.IP_DADDR, Field.L4PROTO, Field.TH_DPORT);
        Verdict web = new Verdict.Goto("learn-web");
        add(
                learn,
                Element.of(key("10.96.0.20", TCP, 80), web),
                Element.of(key("10.96.0.10", TCP, 80), web));
    }

    private void add(SetSpec set, Element... contents) {
        sets.add(set);
        elements.put(set.name(), List.of(contents));
    }

    private static SetSpec endpoints(String name, Field data, Field... address) {
        List<Field> key = new ArrayList<>(List.of(address));
        key.addAll(List.of(Field.L4PROTO, Field.TH_DPORT, Field.NUMGEN));
        SetSpec.Data fields = new SetSpec.Data.Fields(List.of(data, Field.TH_DPORT));
        return new SetSpec(name, key, fields, true, Set.of(), 0);
    }

    private static SetSpec clients(String name, Field key, Field... data) {
        SetSpec.Data fields = new SetSpec.Data.Fields(List.of(data));
        return new SetSpec(name, List.of(key), fields, true, Set.of(), 0);
    }

    private static Element slot(Bytes frontend, int slot, String endpoint) {
        return Element.of(join(frontend, Bytes.ofHostInt(slot)), endpoint(endpoint));
    }

    private static ElementValue.Data endpoint(String address) {
        return new ElementValue.Data(join(key(address).key(), Hex.bytes("1f900000")));
    }

    private static Element key(String address) {
        return Element.of(Bytes.wrap(IpAddress.of(address).toBytes()));
    }

    private static Bytes key(String address, int protocol, int port) {
        Bytes first = address.isEmpty() ? Bytes.EMPTY : key(address).key();
        Bytes rest = Bytes.ofInt(protocol << 24);
        return join(join(first, rest), Bytes.ofInt(port << 16));
    }

    private static Bytes join(Bytes a, Bytes b) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(a.toArray());
        bytes.writeBytes(b.toArray());
        return Bytes.wrap(bytes.toByteArray());
    }
}
