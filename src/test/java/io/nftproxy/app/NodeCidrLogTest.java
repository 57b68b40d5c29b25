package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nftproxy.core.cluster.ClusterDelta;
import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Node;
import io.nftproxy.testing.Commits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class NodeCidrLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(NodeCidrLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final ClusterState cluster = new ClusterState();
    private final NodeCidrLog report = new NodeCidrLog(List.of(IpFamily.IPV4, IpFamily.IPV6));

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
    }

    private List<String> applied() {
        lines.list.clear();
        report.onCommitted(Commits.of(cluster, List.of()));
        return lines.list.stream().map(ILoggingEvent::toString).toList();
    }

    private void node(String... podCidrs) {
        List<Cidr> cidrs = List.of(podCidrs).stream().map(Cidr::of).toList();
        Node node = new Node("node-1", "", Map.of(), List.of(), cidrs, true);
        cluster.apply(
                new ClusterDelta(Map.of(), Map.of(), Map.of(), Optional.of(Optional.of(node)), 1));
    }

    @Test
    void missingPodCidrIsLoggedOnceAndItsArrivalToo() {
        assertThat(applied())
                .containsExactly(
                        "[WARN] Node has no IPv4 podCIDR; local IPv4 traffic is not detected",
                        "[WARN] Node has no IPv6 podCIDR; local IPv6 traffic is not detected");
        assertThat(applied()).isEmpty();

        node("10.244.1.0/24");

        assertThat(applied())
                .containsExactly("[INFO] Detecting local IPv4 traffic by podCIDR 10.244.1.0/24");
        assertThat(applied()).isEmpty();
    }
}
