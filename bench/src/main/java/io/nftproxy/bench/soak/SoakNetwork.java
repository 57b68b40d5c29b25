package io.nftproxy.bench.soak;

import io.nftproxy.bench.lab.Network;
import io.nftproxy.bench.lab.Place;
import java.io.IOException;

/** The bench's network, with a client outside the cluster at 203.0.113.2. */
final class SoakNetwork implements AutoCloseable {
    /** A second address of the node, which is added and removed repeatedly. */
    private static final String SPARE = "192.168.7.77/24 dev p0";

    private final Network network = new Network();
    private final Place outside = new Place("outside");
    private final UdpEndpoints udp;
    private boolean hasSpare;

    SoakNetwork() throws Exception {
        network.node()
                .ip(
                        """
                        link add o0 type veth peer name eth0 netns %s
                        addr add 203.0.113.1/24 dev o0
                        link set o0 up
                        """
                                .formatted(outside.path()));
        outside.ip(
                """
                addr add 203.0.113.2/24 dev eth0
                link set eth0 up
                route add default via 203.0.113.1
                """);
        udp = new UdpEndpoints(network.pods());
    }

    /** Returns the namespace of a client: of a pod, of the node, or outside. */
    Place place(Source source) {
        return switch (source) {
            case POD -> network.client();
            case NODE -> network.node();
            case OUTSIDE -> outside;
        };
    }

    Place node() {
        return network.node();
    }

    UdpEndpoints udp() {
        return udp;
    }

    /** Adds the second address to the node, or removes it. */
    void toggleNodeAddress() throws Exception {
        network.node().ip("addr " + (hasSpare ? "del " : "add ") + SPARE + "\n");
        hasSpare = !hasSpare;
    }

    @Override
    public void close() throws IOException {
        udp.close();
        outside.close();
        network.close();
    }
}
