package io.nftproxy.sync.takeover;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Streams of new connections to a node's Services, from the client and from the node. */
final class Traffic implements AutoCloseable {
    /** Connections of each stream to wait for; they go on during a sync too. */
    private static final int CONNECTIONS = 100;

    private final List<ConnectionStream> streams;

    Traffic(TestNode node, TestNetwork network) {
        streams =
                List.of(
                        new ConnectionStream(network.client, "10.96.0.10", 80),
                        new ConnectionStream(network.client, "192.168.0.2", 30080),
                        new ConnectionStream(node.namespace, "10.96.0.11", 80));
    }

    /** Waits until each stream has opened, or failed to open, a hundred more connections. */
    void await() {
        streams.forEach(stream -> stream.awaitMore(CONNECTIONS));
    }

    int made() {
        return streams.stream().mapToInt(ConnectionStream::made).sum();
    }

    /** Returns the number of failures so far by message. */
    Map<String, Integer> failures() {
        Map<String, Integer> all = new TreeMap<>();
        for (ConnectionStream stream : streams) {
            stream.failures().forEach((what, count) -> all.merge(what, count, Integer::sum));
        }
        return all;
    }

    @Override
    public void close() {
        streams.forEach(ConnectionStream::close);
    }
}
