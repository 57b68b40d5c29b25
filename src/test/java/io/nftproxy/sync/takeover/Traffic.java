package io.nftproxy.sync.takeover;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Streams of new connections to a node's services, from outside and from the node itself. */
final class Traffic implements AutoCloseable {
    /** Of each stream; together they take longer than any sync. */
    private static final int CONNECTIONS = 1000;

    private final List<Connections> streams;

    Traffic(TestNode node, Lab lab) {
        streams =
                List.of(
                        new Connections(lab.client, "10.96.0.10", 80),
                        new Connections(lab.client, "192.168.0.2", 30080),
                        new Connections(node.namespace, "10.96.0.11", 80));
    }

    /** Waits until a thousand more were made in each stream, well or not. */
    void await() {
        streams.forEach(stream -> stream.awaitMore(CONNECTIONS));
    }

    int made() {
        return streams.stream().mapToInt(Connections::made).sum();
    }

    /** What went wrong so far, and how often. */
    Map<String, Integer> failures() {
        Map<String, Integer> all = new TreeMap<>();
        for (Connections stream : streams) {
            stream.failures().forEach((what, count) -> all.merge(what, count, Integer::sum));
        }
        return all;
    }

    @Override
    public void close() {
        streams.forEach(Connections::close);
    }
}
