package io.nftproxy.scenario;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NamespaceCommands;
import io.nftproxy.kernel.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node and a world that has all other addresses: the world receives each packet that the node
 * sends, and its clients may have any address.
 *
 * <pre>
 *   world ==== eth0 (the default route), veth9, cni0, … ==== node 192.168.0.2, 2001:db8::2
 * </pre>
 */
final class PacketNetwork implements AutoCloseable {
    private static final int FIRST_TABLE = 100;

    private final NetworkNamespace node = KernelTests.freshNamespace();
    private final NetworkNamespace world = KernelTests.freshNamespace();
    private final Process anchor;
    private final Map<String, Integer> links = new LinkedHashMap<>();

    /**
     * Makes the network.
     *
     * @param clients the clients outside of the node, with the interface of each
     */
    PacketNetwork(Collection<PacketRow> clients) throws IOException {
        try (NetworkNamespace.Scope _ = world.enter()) {
            anchor = new ProcessBuilder("sleep", "infinity").start();
        }
        links.put("eth0", 0);
        for (PacketRow client : clients) {
            if (!client.isFromThisHost()) {
                links.putIfAbsent(client.through(), links.size());
            }
        }
        sysctls();
        List<String> add = new ArrayList<>();
        links.keySet()
                .forEach(
                        name ->
                                add.add(
                                        "link add %s type veth peer name %s netns %d"
                                                .formatted(name, name, anchor.pid())));
        batch(node, "-4", add);
        for (IpFamily family : IpFamily.values()) {
            batch(node, option(family), nodeSide(family));
            batch(world, option(family), worldSide(family, clients));
        }
    }

    private static String option(IpFamily family) {
        return family == IpFamily.IPV4 ? "-4" : "-6";
    }

    private void sysctls() {
        for (NetworkNamespace namespace : List.of(node, world)) {
            new NamespaceCommands(namespace)
                    .run(
                            "sysctl",
                            "-qw",
                            "net.ipv4.ip_forward=1",
                            "net.ipv6.conf.all.forwarding=1",
                            "net.ipv6.conf.default.accept_dad=0",
                            "net.ipv4.conf.all.rp_filter=0",
                            "net.ipv4.conf.default.rp_filter=0",
                            "net.ipv4.conf.all.accept_local=1",
                            "net.ipv4.icmp_ratemask=0",
                            "net.ipv6.icmp.ratelimit=0",
                            "net.ipv6.ip_nonlocal_bind=1");
        }
    }

    private List<String> nodeSide(IpFamily family) {
        List<String> lines = new ArrayList<>();
        links.forEach(
                (name, link) -> {
                    lines.add("link set " + name + " up");
                    lines.add("address add " + near(family, link) + " dev " + name + nodad(family));
                });
        for (IpAddress address : ScenarioNode.ADDRESSES) {
            if (address.family() == family) {
                int length = family.addressLengthBytes() * Byte.SIZE;
                lines.add("address add " + address + "/" + length + " dev eth0" + nodad(family));
            }
        }
        lines.add("route add default via " + bare(far(family, 0)) + " dev eth0");
        return lines;
    }

    private List<String> worldSide(IpFamily family, Collection<PacketRow> clients) {
        List<String> lines = new ArrayList<>();
        links.forEach(
                (name, link) -> {
                    lines.add("link set " + name + " up");
                    lines.add("address add " + far(family, link) + " dev " + name + nodad(family));
                    lines.add(
                            "route add default via %s dev %s table %d"
                                    .formatted(bare(near(family, link)), name, FIRST_TABLE + link));
                });
        for (PacketRow client : clients) {
            if (!client.isFromThisHost() && client.source().family() == family) {
                int table = FIRST_TABLE + links.get(client.through());
                lines.add("rule add pref 10 from " + client.source() + " iif lo lookup " + table);
            }
        }
        lines.add("route add default via " + bare(near(family, 0)) + " dev eth0");
        // Outgoing packets to any address leave; incoming packets for any address are local.
        lines.add("rule add pref 50 iif lo lookup main");
        lines.add("rule add pref 100 lookup local");
        lines.add("rule del pref 0");
        String all = family == IpFamily.IPV4 ? "0.0.0.0/0" : "::/0";
        lines.add("route add local " + all + " dev lo table local");
        return lines.stream().distinct().toList();
    }

    private static String near(IpFamily family, int link) {
        return family == IpFamily.IPV4 ? "169.254." + link + ".1/24" : "fd00:fe:" + link + "::1/64";
    }

    private static String far(IpFamily family, int link) {
        return family == IpFamily.IPV4 ? "169.254." + link + ".2/24" : "fd00:fe:" + link + "::2/64";
    }

    private static String bare(String address) {
        return address.substring(0, address.indexOf('/'));
    }

    private static String nodad(IpFamily family) {
        return family == IpFamily.IPV4 ? "" : " nodad";
    }

    private static void batch(NetworkNamespace namespace, String family, List<String> lines)
            throws IOException {
        Path file = Files.createTempFile("links", ".batch");
        Files.write(file, lines);
        new NamespaceCommands(namespace).run("ip", family, "-batch", file.toString());
        Files.delete(file);
    }

    NetworkNamespace node() {
        return node;
    }

    NetworkNamespace world() {
        return world;
    }

    @Override
    public void close() {
        anchor.destroy();
        node.close();
        world.close();
    }
}
