package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.cluster.ClusterDelta;
import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Node;
import io.nftproxy.testing.Commits;
import io.nftproxy.testing.LogLines;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The log lines about podCIDRs in mode NodeCIDR. */
class NodeCidrLogTest {
    @AutoClose private final LogLines lines = new LogLines(NodeCidrLog.class);
    private final ClusterState cluster = new ClusterState();
    private final NodeCidrLog report = new NodeCidrLog(List.of(IpFamily.IPV4, IpFamily.IPV6));

    private List<String> commit() {
        report.onCommitted(Commits.of(cluster, List.of()));
        return lines.take();
    }

    private void node(String... podCidrs) {
        List<Cidr> cidrs = List.of(podCidrs).stream().map(Cidr::of).toList();
        Node node = new Node("node-1", "", Map.of(), List.of(), cidrs, true);
        cluster.apply(
                new ClusterDelta(Map.of(), Map.of(), Map.of(), Optional.of(Optional.of(node)), 1));
    }

    @Test
    void missingAndNewPodCidrsAreLoggedOnce() {
        assertThat(commit())
                .containsExactly(
                        "[WARN] Node has no IPv4 podCIDR; local IPv4 traffic is not detected",
                        "[WARN] Node has no IPv6 podCIDR; local IPv6 traffic is not detected");
        assertThat(commit()).isEmpty();

        node("10.244.1.0/24");

        assertThat(commit())
                .containsExactly("[INFO] Detecting local IPv4 traffic by podCIDR 10.244.1.0/24");
        assertThat(commit()).isEmpty();
    }
}
