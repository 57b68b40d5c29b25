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
import io.nftproxy.sync.Commit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class NodeCidrReportTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(NodeCidrReport.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final ClusterState cluster = new ClusterState();
    private final NodeCidrReport report = new NodeCidrReport(List.of(IpFamily.IPV4, IpFamily.IPV6));

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
        report.onCommitted(Commit.of(cluster, List.of()));
        return lines.list.stream().map(ILoggingEvent::toString).toList();
    }

    private void node(String... podCidrs) {
        List<Cidr> cidrs = List.of(podCidrs).stream().map(Cidr::of).toList();
        Node node = new Node("node-1", "", Map.of(), List.of(), cidrs, true);
        cluster.apply(
                new ClusterDelta(
                        Map.of(), Map.of(), Map.of(), Optional.of(Optional.of(node)), 1, 1));
    }

    @Test
    void tellsWhatIsMissingOnceAndWhenItHasCome() {
        assertThat(applied())
                .containsExactly(
                        "[WARN] the Node has no IPv4 podCIDR: local traffic is not detected there",
                        "[WARN] the Node has no IPv6 podCIDR: local traffic is not detected there");
        assertThat(applied()).isEmpty();

        node("10.244.1.0/24");

        assertThat(applied())
                .containsExactly("[INFO] local IPv4 traffic comes from podCIDR 10.244.1.0/24");
        assertThat(applied()).isEmpty();
    }
}
