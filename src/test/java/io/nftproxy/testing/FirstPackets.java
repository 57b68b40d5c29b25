package io.nftproxy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.kernel.LibC;
import io.nftproxy.kernel.NamespaceCommands;
import io.nftproxy.kernel.NetworkNamespace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Clients with any address that send the first packet of connections to a node, and the endpoints
 * that the node's conntrack says they were sent to. The packets leave by an interface that drops
 * them, so that thousands of connections need no server.
 */
public final class FirstPackets implements AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int ETHERNET_BYTES = 14;
    private static final Pattern ENTRY =
            Pattern.compile(
                    "^(tcp|udp|sctp) .*?src=(\\S+) dst=(\\S+) sport=(\\d+) dport=(\\d+)"
                            + ".*?src=(\\S+) dst=\\S+ sport=(\\d+) dport=\\d+");

    private final NamespaceCommands node;
    private final int socket;

    /** A connection, by the client and by the frontend that it is opened to. */
    public record Flow(Protocol protocol, Endpoint client, Endpoint frontend) {}

    public FirstPackets(NetworkNamespace namespace) throws Exception {
        node = new NamespaceCommands(namespace);
        for (String command :
                List.of(
                        "ip link add clients type veth peer name eth0",
                        "ip link set eth0 address 02:00:00:00:00:01",
                        "ip link set clients up",
                        "ip link set eth0 up",
                        "ip link add pods type veth peer name nowhere",
                        "ip link set pods arp off",
                        "ip link set nowhere up",
                        "ip link set pods up",
                        "ip address add 169.254.9.1/32 dev pods",
                        "ip -6 address add fd00:fe::1/128 dev pods nodad",
                        "ip route add default dev pods",
                        "ip -6 route add default dev pods",
                        "sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1"
                                + " net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.eth0.rp_filter=0"
                                + " net.netfilter.nf_conntrack_checksum=0")) {
            node.run(command.split(" "));
        }
        String link = node.run("ip", "-o", "link", "show", "clients");
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            socket = LibC.socket(AF_PACKET, LibC.SOCK_RAW | LibC.SOCK_CLOEXEC, 0);
            ByteBuffer address = LibC.buffer(20).putShort((short) AF_PACKET).putShort((short) 0);
            address.putInt(Integer.parseInt(link.substring(0, link.indexOf(':')))).rewind();
            assertThat(LibC.bind(socket, address, 20)).isZero();
        }
    }

    /** Sends the first packet of a connection. */
    public void send(Flow flow) {
        ByteBuffer packet = LibC.buffer(128).order(ByteOrder.BIG_ENDIAN);
        boolean ipv4 = flow.client().address().family() == IpFamily.IPV4;
        packet.putLong(0x0200_0000_0001_0200L).putInt(2).putShort((short) (ipv4 ? 0x0800 : 0x86dd));
        byte[] transport = transport(flow);
        if (ipv4) {
            ipv4(packet, flow, transport.length);
        } else {
            packet.putInt(0x6000_0000).putShort((short) transport.length);
            packet.put((byte) flow.protocol().number()).put((byte) 64);
        }
        packet.put(flow.client().address().toBytes()).put(flow.frontend().address().toBytes());
        if (ipv4) {
            packet.putShort(ETHERNET_BYTES + 10, checksum(packet));
        }
        packet.put(transport).flip();
        long sent = LibC.send(socket, packet, packet.limit(), 0);
        assertThat(sent).isEqualTo(packet.limit());
    }

    private static void ipv4(ByteBuffer packet, Flow flow, int length) {
        packet.putShort((short) 0x4500).putShort((short) (20 + length)).putInt(0);
        packet.put((byte) 64).put((byte) flow.protocol().number()).putShort((short) 0);
    }

    private static short checksum(ByteBuffer packet) {
        int sum = 0;
        for (int at = ETHERNET_BYTES; at < ETHERNET_BYTES + 20; at += 2) {
            sum += packet.getShort(at) & 0xffff;
        }
        return (short) ~(sum % 0xffff);
    }

    /** Returns a TCP SYN, a UDP datagram without content, or an SCTP INIT. */
    private static byte[] transport(Flow flow) {
        ByteBuffer bytes = ByteBuffer.allocate(64);
        bytes.putShort((short) flow.client().port()).putShort((short) flow.frontend().port());
        switch (flow.protocol()) {
            case TCP -> bytes.putInt(1).putInt(0).putInt(0x5002_ffff).putInt(0);
            case UDP -> bytes.putInt(0x0008_0000);
            case SCTP -> {
                bytes.putInt(0).putInt(0).putInt(0x0100_0014);
                bytes.putInt(1).putInt(0xffff).putInt(0x0001_0001).putInt(1);
            }
        }
        byte[] copy = new byte[bytes.position()];
        bytes.get(0, copy);
        return copy;
    }

    /** Returns the destination of each known connection after translation, and forgets all. */
    public Map<Flow, Endpoint> endpoints() {
        Map<Flow, Endpoint> endpoints = new HashMap<>();
        for (String family : List.of("ipv4", "ipv6")) {
            for (String line :
                    node.run("sh", "-c", "conntrack -L -f " + family + " 2>&-").split("\n")) {
                Matcher entry = ENTRY.matcher(line);
                if (entry.find()) {
                    endpoints.put(
                            new Flow(
                                    Protocol.valueOf(entry.group(1).toUpperCase(Locale.ROOT)),
                                    endpoint(entry.group(2), entry.group(4)),
                                    endpoint(entry.group(3), entry.group(5))),
                            endpoint(entry.group(6), entry.group(7)));
                }
            }
        }
        node.run("conntrack", "-F");
        return endpoints;
    }

    private static Endpoint endpoint(String address, String port) {
        return new Endpoint(IpAddress.of(address), Integer.parseInt(port));
    }

    @Override
    public void close() {
        LibC.close(socket);
    }
}
