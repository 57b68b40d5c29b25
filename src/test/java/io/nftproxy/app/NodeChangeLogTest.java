package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.cluster.ClusterDelta;
import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.model.Scheduler;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.plan.PodDetection;
import io.nftproxy.testing.Commits;
import io.nftproxy.testing.LogLines;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The log lines about the Node and its addresses. */
class NodeChangeLogTest {
    @AutoClose private final LogLines lines = new LogLines(NodeChangeLog.class);
    private final ClusterState cluster = new ClusterState();
    private NodeChangeLog report = report(null, true);

    private static NodeChangeLog report(
            @Nullable IpAddress bindAddress, boolean primary, String... cidrs) {
        NodeSettings policy =
                new NodeSettings(
                        "node-1",
                        List.of(IpFamily.IPV4, IpFamily.IPV6),
                        bindAddress,
                        new PodDetection.NodeCidr(),
                        primary,
                        Arrays.stream(cidrs).map(Cidr::of).toList(),
                        Scheduler.RANDOM);
        return new NodeChangeLog(policy, family -> List.of("primary is " + family));
    }

    /** Returns the lines that are logged when the Node gets these addresses; null deletes it. */
    private List<String> node(String @Nullable ... addresses) {
        Node node =
                addresses == null
                        ? null
                        : new Node(
                                "node-1",
                                "",
                                Map.of(),
                                Arrays.stream(addresses).map(IpAddress::of).toList(),
                                List.of(),
                                true);
        lines.take();
        cluster.apply(
                new ClusterDelta(
                        Map.of(), Map.of(), Map.of(), Optional.of(Optional.ofNullable(node)), 1));
        return commit();
    }

    /** Returns the lines that a commit causes. */
    private List<String> commit() {
        report.onCommitted(Commits.of(cluster, List.of()));
        return lines.take();
    }

    @Test
    void deletionAndReturnOfTheNodeAreLoggedOnce() {
        node("192.0.2.1", "2001:db8::1");
        assertThat(node((String[]) null))
                .containsExactly(
                        "[WARN] Node node-1 was deleted; its last addresses, podCIDRs and labels"
                                + " stay in use, /healthz answers 503 until it returns");
        assertThat(commit()).isEmpty();
        assertThat(node("192.0.2.1", "2001:db8::1"))
                .containsExactly(
                        "[INFO] Node node-1 has returned: addresses=[192.0.2.1, 2001:db8::1]");
        assertThat(commit()).isEmpty();
    }

    @Test
    void changedPrimaryAddressIsLogged() {
        node("192.0.2.1", "2001:db8::1");
        assertThat(node("192.0.2.1", "2001:db8::1", "192.0.2.7")).isEmpty();
        assertThat(node("192.0.2.7", "2001:db8::1"))
                .containsExactly(
                        "[WARN] Node node-1 changed its primary IPv4 address from 192.0.2.1 to"
                                + " 192.0.2.7; NodePorts and source ranges follow");
    }

    @Test
    void addressChangeDuringTheAbsenceOfTheNodeIsLogged() {
        node("192.0.2.1", "2001:db8::1");
        node((String[]) null);
        assertThat(node("192.0.2.1", "2001:db8::2"))
                .anySatisfy(line -> assertThat(line).contains("has returned"))
                .anySatisfy(line -> assertThat(line).contains("from 2001:db8::1 to 2001:db8::2"));
    }

    @Test
    void familyWithoutNodePortsIsLoggedOnce() {
        assertThat(commit())
                .containsExactly(
                        "[WARN] Node node-1 was not read or does not exist, its primary address is"
                                + " unknown; NodePorts are closed until it is read"
                                + " (nodePortAddresses: primary)");
        assertThat(commit()).isEmpty();
        assertThat(node("192.0.2.1"))
                .contains(
                        "[INFO] Node node-1 has no IPv6 address; IPv6 NodePorts are closed until it"
                                + " has one (nodePortAddresses: primary)");
        assertThat(commit()).isEmpty();
        assertThat(node("192.0.2.1", "2001:db8::1")).isEmpty();
    }

    @Test
    void nothingIsLoggedIfNodePortsDoNotNeedThePrimaryAddress() {
        report = report(null, false);
        assertThat(commit()).isEmpty();
        report = report(null, true, "0.0.0.0/0", "::/0");
        assertThat(commit()).isEmpty();
    }

    @Test
    void bindAddressOverridesTheAddressesOfTheNode() {
        report = report(IpAddress.of("2001:db8::9"), true);
        assertThat(node("192.0.2.1", "2001:db8::1")).containsExactly("[WARN] primary is IPV6");
        assertThat(node("192.0.2.1", "2001:db8::2")).isEmpty();
    }

    @Test
    void unspecifiedBindAddressDoesNotDecideThePrimaryFamily() {
        report = report(IpAddress.of("::"), true);
        assertThat(node("192.0.2.1", "2001:db8::1")).containsExactly("[WARN] primary is IPV4");
    }

    @Test
    void firstAddressOfTheNodeDecidesThePrimaryFamily() {
        assertThat(commit()).noneMatch(line -> line.contains("primary is"));
        assertThat(node("2001:db8::1", "192.0.2.1")).containsExactly("[WARN] primary is IPV6");
        assertThat(commit()).isEmpty();
    }
}
