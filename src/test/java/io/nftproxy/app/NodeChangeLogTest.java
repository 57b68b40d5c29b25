package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class NodeChangeLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(NodeChangeLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
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

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
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
        lines.list.clear();
        cluster.apply(
                new ClusterDelta(
                        Map.of(), Map.of(), Map.of(), Optional.of(Optional.ofNullable(node)), 1));
        return applied();
    }

    private List<String> applied() {
        report.onCommitted(Commits.of(cluster, List.of()));
        List<String> logged = lines.list.stream().map(ILoggingEvent::toString).toList();
        lines.list.clear();
        return logged;
    }

    @Test
    void deletionAndReturnOfTheNodeAreLoggedOnce() {
        node("192.0.2.1", "2001:db8::1");
        assertThat(node((String[]) null))
                .containsExactly(
                        "[WARN] Node node-1 was deleted; its last addresses, podCIDRs and labels"
                                + " stay in use, /healthz answers 503 until it returns");
        assertThat(applied()).isEmpty();
        assertThat(node("192.0.2.1", "2001:db8::1"))
                .containsExactly(
                        "[INFO] Node node-1 has returned: addresses=[192.0.2.1, 2001:db8::1]");
        assertThat(applied()).isEmpty();
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
        assertThat(applied())
                .containsExactly(
                        "[WARN] Node node-1 was not read or does not exist, its primary address is"
                                + " unknown; NodePorts are closed until it is read"
                                + " (nodePortAddresses: primary)");
        assertThat(applied()).isEmpty();
        assertThat(node("192.0.2.1"))
                .contains(
                        "[INFO] Node node-1 has no IPv6 address; IPv6 NodePorts are closed until it"
                                + " has one (nodePortAddresses: primary)");
        assertThat(applied()).isEmpty();
        assertThat(node("192.0.2.1", "2001:db8::1")).isEmpty();
    }

    @Test
    void nothingIsLoggedIfNodePortsDoNotNeedThePrimaryAddress() {
        report = report(null, false);
        assertThat(applied()).isEmpty();
        report = report(null, true, "0.0.0.0/0", "::/0");
        assertThat(applied()).isEmpty();
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
        assertThat(applied()).noneMatch(line -> line.contains("primary is"));
        assertThat(node("2001:db8::1", "192.0.2.1")).containsExactly("[WARN] primary is IPV6");
        assertThat(applied()).isEmpty();
    }
}
