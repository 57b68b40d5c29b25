package io.nftproxy.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.flows.StaleFlows;
import io.nftproxy.core.flows.UntranslatedFlows;
import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.FrontendKey.AddressKey;
import io.nftproxy.core.model.FrontendKey.NodePortKey;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Protocol;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conntrack flows of real sockets and rules; flows in zones are made by {@code conntrack}. */
@Tag("kernel-ring")
class NetlinkFlowTableKernelIT {
    private static final Set<IpAddress> NODE = Set.of(IpAddress.of("192.168.0.2"));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    IPV4 | 10.96.0.10 | 10.244.1.7  | 10.244.1.8  | ip
                    IPV6 | fd00:96::a | fd00:244::7 | fd00:244::8 | ip6
                    """)
    void clientReachesTheNewEndpointAfterItsStaleFlowIsDeleted(
            IpFamily family, String service, String before, String after, String ip)
            throws Exception {
        try (Node node = new Node()) {
            node.address(service, before, after);
            node.translate(ip, service, before);
            try (DatagramSocket pod1 = node.udp(before, 53);
                    DatagramSocket pod2 = node.udp(after, 53);
                    DatagramSocket client = node.udp(ip.equals("ip") ? "0.0.0.0" : "::", 0)) {
                node.send(client, service);
                assertThat(node.received(pod1)).isEqualTo(client.getLocalPort());
                node.translate(ip, service, after);
                node.send(client, service);
                assertThat(node.received(pod1)).as("before").isEqualTo(client.getLocalPort());

                int deleted = node.clean(family, service, Set.of(endpoint(after)));

                assertThat(deleted).isEqualTo(1);
                node.send(client, service);
                assertThat(node.received(pod2)).as("after").isEqualTo(client.getLocalPort());
                assertThat(node.clean(family, service, Set.of(endpoint(after)))).isZero();
            }
        }
    }

    @Test
    void flowsOfOtherServicesAreKept() throws Exception {
        try (Node node = new Node()) {
            node.address("10.96.0.10", "10.96.0.11", "10.244.1.7");
            node.translate("ip", "10.96.0.10", "10.244.1.7");
            node.rule("ip daddr 10.96.0.10 tcp dport 53 dnat to 10.244.1.7:53");
            try (DatagramSocket client = node.udp("0.0.0.0", 0);
                    ServerSocket server = node.listen("10.244.1.7", 53);
                    Socket connection = node.connect("10.96.0.10", 53);
                    Socket accepted = server.accept()) {
                node.send(client, "10.96.0.10");
                node.send(client, "10.96.0.11");
                node.send(client, "10.244.1.7");

                assertThat(node.clean(IpFamily.IPV4, "10.96.0.10", Set.of())).isEqualTo(1);

                assertThat(node.conntrack("-L", "-p", "udp"))
                        .doesNotContain("dst=10.96.0.10")
                        .contains("dst=10.96.0.11", "dst=10.244.1.7");
                assertThat(node.conntrack("-L", "-p", "tcp")).contains("dst=10.96.0.10");
                connection.getOutputStream().write(7);
                assertThat(accepted.getInputStream().read()).isEqualTo(7);
            }
        }
    }

    @Test
    void staleFlowOfANodePortIsFoundByAddressAndPort() throws Exception {
        try (Node node = new Node()) {
            node.insert("203.0.113.2", "192.168.0.2", 30053, "192.168.0.2", 0);
            node.insert("192.168.0.2", "203.0.113.2", 30053, "203.0.113.2", 0);
            StaleFlows stale =
                    new StaleFlows(
                            Map.<FrontendKey, Set<Endpoint>>of(
                                            new NodePortKey(Protocol.UDP, 30053), Set.of())
                                    ::get,
                            NODE);

            assertThat(node.flows.deleteUdp(IpFamily.IPV4, stale)).isEqualTo(1);
            assertThat(node.conntrack("-L", "-p", "udp"))
                    .doesNotContain("dst=192.168.0.2 sport=40000 dport=30053")
                    .contains("dst=203.0.113.2 sport=40000 dport=30053");
        }
    }

    @Test
    void untranslatedConnectionsWithoutAReplyAreDeleted() throws Exception {
        try (Node node = new Node()) {
            for (String protocol : List.of("tcp", "sctp")) {
                boolean tcp = protocol.equals("tcp");
                for (String[] flow :
                        new String[][] {
                            {"10.96.0.10", "UNSET"},
                            {"10.96.0.11", "UNSET"},
                            {"10.96.0.10", "SEEN_REPLY"}
                        }) {
                    boolean replied = flow[1].equals("SEEN_REPLY");
                    List<String> insert = new ArrayList<>();
                    insert.addAll(List.of("-I", "-p", protocol, "-t", "60", "-s", "10.0.0.1"));
                    insert.addAll(List.of("-d", flow[0], "--sport", replied ? "40001" : "40000"));
                    insert.addAll(List.of("--dport", "80"));
                    insert.addAll(List.of("--state", tcp ? "SYN_SENT" : "COOKIE_WAIT"));
                    String[] tags = {"--orig-vtag", "1", "--reply-vtag", "2"};
                    insert.addAll(tcp ? List.of() : List.of(tags));
                    insert.addAll(replied ? List.of("-u", "SEEN_REPLY") : List.of());
                    node.conntrack(insert.toArray(String[]::new));
                }
            }
            Set<FrontendKey> known =
                    Set.of(
                            new AddressKey(IpAddress.of("10.96.0.10"), Protocol.TCP, 80),
                            new AddressKey(IpAddress.of("10.96.0.10"), Protocol.SCTP, 80));

            int deleted =
                    node.flows.deleteUnreplied(
                            IpFamily.IPV4, new UntranslatedFlows(known::contains, NODE));

            assertThat(deleted).isEqualTo(2);
            for (String protocol : List.of("tcp", "sctp")) {
                assertThat(node.conntrack("-L", "-p", protocol))
                        .contains("dst=10.96.0.11", "sport=40001")
                        .doesNotContain("dst=10.96.0.10 sport=40000");
            }
        }
    }

    @Test
    void flowIsDeletedInItsOwnZoneOnly() throws Exception {
        try (Node node = new Node()) {
            node.insert("10.0.0.1", "10.96.0.10", 53, "10.244.1.7", 0);
            node.insert("10.0.0.1", "10.96.0.10", 53, "10.244.1.8", 5);

            assertThat(node.clean(IpFamily.IPV4, "10.96.0.10", Set.of(endpoint("10.244.1.7"))))
                    .isEqualTo(1);
            assertThat(node.conntrack("-L", "-p", "udp"))
                    .contains("src=10.244.1.7")
                    .doesNotContain("src=10.244.1.8");
        }
    }

    @Test
    void moreFlowsThanOneBatchAreDeleted() throws Exception {
        try (Node node = new Node()) {
            node.address("10.96.0.10");
            // Without a rule that uses conntrack, the kernel tracks no flow.
            node.translate("ip", "10.96.0.99", "10.96.0.10");
            for (int i = 0; i < 300; i++) {
                try (DatagramSocket client = node.udp("0.0.0.0", 0)) {
                    node.send(client, "10.96.0.10");
                }
            }
            long flows =
                    node.conntrack("-L", "-p", "udp")
                            .lines()
                            .filter(line -> line.startsWith("udp"))
                            .count();
            assertThat(flows).isGreaterThan(256);

            assertThat(node.clean(IpFamily.IPV4, "10.96.0.10", Set.of())).isEqualTo((int) flows);
        }
    }

    private static Endpoint endpoint(String address) {
        return new Endpoint(IpAddress.of(address), 53);
    }

    /** A network namespace with flows. */
    private static final class Node implements AutoCloseable {
        private final NetworkNamespace namespace = KernelTests.freshNamespace();
        private final NamespaceCommands commands = new NamespaceCommands(namespace);
        private final Nft nft = new Nft(namespace);
        private final NetlinkFlowTable flows;

        Node() throws Exception {
            try (NetworkNamespace.Scope _ = namespace.enter()) {
                flows = new NetlinkFlowTable(NetlinkSocket.open());
            }
        }

        void address(String... addresses) {
            for (String address : addresses) {
                String bits = address.contains(":") ? "/128" : "/32";
                commands.run("ip", "addr", "add", address + bits, "dev", "lo", "nodad");
            }
        }

        /** Replaces all rules by one that translates UDP to port 53 of an endpoint. */
        void translate(String ip, String service, String endpoint) {
            String target = ip.equals("ip") ? endpoint : "[" + endpoint + "]";
            nft.load(
                    """
                    flush ruleset
                    table inet nat {
                        chain output {
                            type nat hook output priority -100
                            %s daddr %s udp dport 53 dnat %s to %s:53
                        }
                    }
                    """
                            .formatted(ip, service, ip, target));
        }

        void rule(String rule) {
            nft.run(("add rule inet nat output " + rule).split(" "));
        }

        DatagramSocket udp(String address, int port) throws Exception {
            try (NetworkNamespace.Scope _ = namespace.enter()) {
                DatagramSocket socket =
                        new DatagramSocket(
                                new InetSocketAddress(InetAddress.getByName(address), port));
                socket.setSoTimeout(10_000);
                return socket;
            }
        }

        ServerSocket listen(String address, int port) throws Exception {
            try (NetworkNamespace.Scope _ = namespace.enter()) {
                return new ServerSocket(port, 1, InetAddress.getByName(address));
            }
        }

        Socket connect(String address, int port) throws Exception {
            try (NetworkNamespace.Scope _ = namespace.enter()) {
                return new Socket(InetAddress.getByName(address), port);
            }
        }

        void send(DatagramSocket client, String address) throws Exception {
            client.send(new DatagramPacket(new byte[1], 1, InetAddress.getByName(address), 53));
        }

        /** Returns the source port of the next datagram. */
        int received(DatagramSocket server) throws Exception {
            DatagramPacket packet = new DatagramPacket(new byte[1], 1);
            server.receive(packet);
            return packet.getPort();
        }

        void insert(String client, String service, int port, String replying, int zone) {
            conntrack(
                    ("-I -w %d -p udp -t 100 -s %s --sport 40000 -d %s --dport %d -r %s -q %s"
                                    + " --reply-port-src %d --reply-port-dst 40000")
                            .formatted(zone, client, service, port, replying, client, 53)
                            .split(" "));
        }

        int clean(IpFamily family, String service, Set<Endpoint> serving) throws Exception {
            FrontendKey key = new AddressKey(IpAddress.of(service), Protocol.UDP, 53);
            Map<FrontendKey, Set<Endpoint>> map = Map.of(key, serving);
            return flows.deleteUdp(family, new StaleFlows(map::get, NODE));
        }

        String conntrack(String... arguments) {
            String[] command = new String[arguments.length + 1];
            command[0] = "conntrack";
            System.arraycopy(arguments, 0, command, 1, arguments.length);
            return commands.run(command);
        }

        @Override
        public void close() {
            flows.close();
            namespace.close();
        }
    }
}
