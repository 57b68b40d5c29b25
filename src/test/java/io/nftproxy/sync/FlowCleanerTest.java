package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.SlicePort;
import io.nftproxy.testing.Commits;
import io.nftproxy.testing.PlannedCluster;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlowCleanerTest {
    private static final ServicePort DNS = new ServicePort("dns", Protocol.UDP, 53, 0);
    private static final ServicePort DNS_NODE = new ServicePort("dns", Protocol.UDP, 53, 30053);
    private static final ServicePort WEB = new ServicePort("web", Protocol.TCP, 80, 0);
    private static final ServicePort WEB_NODE = new ServicePort("web", Protocol.TCP, 80, 30080);
    private static final SlicePort TARGET = new SlicePort("dns", Protocol.UDP, 53);
    private static final SlicePort WEB_TARGET = new SlicePort("web", Protocol.TCP, 80);

    private final PlannedCluster cluster = new PlannedCluster();
    private final FlowsInMemory flows = new FlowsInMemory();
    private final BlockingQueue<String> cleaned = new LinkedBlockingQueue<>();
    private final AtomicInteger addressesRead = new AtomicInteger();
    private final AtomicInteger addressFailures = new AtomicInteger();
    private final FlowCleaner cleaner =
            new FlowCleaner(
                    flows,
                    () -> {
                        if (addressesRead.incrementAndGet() <= addressFailures.get()) {
                            throw new IllegalStateException("no such luck");
                        }
                        return Set.of(IpAddress.of("192.168.0.2"), IpAddress.of("127.0.0.1"));
                    },
                    (family, nanos, deleted) -> cleaned.add(family + " " + deleted),
                    Duration.ofMillis(1));

    @AfterEach
    void stop() {
        flows.permits.release(1000);
        cleaner.close();
    }

    @Test
    void exceptionBeforeAPassIsFollowedByARetry() throws Exception {
        addressFailures.set(2);
        cluster.service("dns", "10.96.0.10", "", DNS_NODE);
        cluster.slice("dns", TARGET, "10.0.0.2 ready");
        flows.have("10.96.0.10:53 10.0.0.1:53");

        sync();
        cleaner.start();

        assertThat(look()).isEqualTo("IPV4 1");
        assertThat(addressesRead).hasValue(3);
    }

    @Test
    void deletesFlowsToRemovedEndpoints() throws Exception {
        cluster.service("dns", "10.96.0.10", "", DNS);
        cluster.slice("dns", TARGET, "10.0.0.2 ready");
        flows.have(
                "10.96.0.10:53 10.0.0.1:53", "10.96.0.10:53 10.0.0.2:53", "9.9.9.9:53 9.9.9.9:53");

        sync();
        cleaner.start();

        assertThat(look()).isEqualTo("IPV4 1");
        assertThat(flows.left())
                .containsExactly("10.96.0.10:53 10.0.0.2:53", "9.9.9.9:53 9.9.9.9:53");
        assertThat(addressesRead).as("no nodePorts, no addresses").hasValue(0);
    }

    @Test
    void matchesNodePortsByAddressesOfTheNodeButNotLoopback() throws Exception {
        cluster.service("dns", "10.96.0.10", "", DNS_NODE);
        flows.have(
                "192.168.0.2:30053 10.0.0.1:53",
                "127.0.0.1:30053 127.0.0.1:30053",
                "203.0.113.1:30053 203.0.113.1:30053");

        sync();
        cleaner.start();

        assertThat(look()).isEqualTo("IPV4 1");
        assertThat(flows.left())
                .containsExactly(
                        "127.0.0.1:30053 127.0.0.1:30053", "203.0.113.1:30053 203.0.113.1:30053");
    }

    @Test
    void readsTheFamiliesConcerned() throws Exception {
        cluster.service("dns", "10.96.0.10 fd00:96::a", "", DNS);
        sync();
        cleaner.start();
        assertThat(List.of(look(), look())).containsExactly("IPV4 0", "IPV6 0");

        cluster.slice("dns", TARGET, "fd00::1 ready");
        cluster.service("six", "fd00:96::b", "", DNS);
        sync();
        assertThat(List.of(look(), look())).containsExactly("IPV4 0", "IPV6 0");

        cluster.remove("six");
        sync();
        assertThat(look()).isEqualTo("IPV6 0");
    }

    @Test
    void readsNothingForOtherProtocols() throws Exception {
        cluster.service("web", "10.96.0.11", "", WEB);
        cluster.slice("web", WEB_TARGET, "10.0.0.1 ready");
        sync();
        cleaner.start();
        cluster.slice("web", WEB_TARGET, "10.0.0.2 ready");
        sync();
        cluster.service("six", "fd00:96::b", "", DNS);
        sync();

        assertThat(look()).as("the first look is for the UDP Service").isEqualTo("IPV6 0");
        assertThat(flows.looks).hasValue(1);
    }

    @Test
    void onePassCoversManyCommits() throws Exception {
        flows.block();
        cluster.service("a", "10.96.0.10", "", DNS);
        sync();
        cleaner.start();
        flows.awaitLook();
        for (int i = 11; i < 20; i++) {
            cluster.service("b" + i, "10.96.0." + i, "", DNS);
            sync();
        }
        flows.have("10.96.0.11:53 10.0.0.1:53", "10.96.0.19:53 10.0.0.1:53");
        flows.permits.release(2);

        assertThat(look()).as("what was added meanwhile counts already").isEqualTo("IPV4 2");
        assertThat(look()).isEqualTo("IPV4 0");
        assertThat(flows.looks).hasValue(2);
    }

    @Test
    void passesAreATenthOfASecondApart() throws Exception {
        cluster.service("a", "10.96.0.10", "", DNS);
        sync();
        cleaner.start();
        long first = flows.awaitLook();
        cluster.service("b", "10.96.0.11", "", DNS);
        sync();
        long second = flows.awaitLook();

        assertThat(Duration.ofNanos(second - first)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void keepsAFlowToAnEndpointThatWasAddedDuringThePass() throws Exception {
        flows.block();
        cluster.service("dns", "10.96.0.10", "", DNS);
        cluster.slice("dns", TARGET, "10.0.0.1 ready");
        sync();
        cleaner.start();
        flows.awaitLook();
        cluster.slice("dns", TARGET, "10.0.0.1 ready", "10.0.0.2 ready");
        sync();
        flows.have("10.96.0.10:53 10.0.0.2:53");
        flows.permits.release(2);

        assertThat(List.of(look(), look())).containsExactly("IPV4 0", "IPV4 0");
    }

    @Test
    void retriesUntilItSucceeds() throws Exception {
        flows.failures.set(3);
        flows.have("10.96.0.10:53 10.0.0.1:53");
        cluster.service("dns", "10.96.0.10", "", DNS);
        sync();
        cleaner.start();

        assertThat(look()).isEqualTo("IPV4 1");
        assertThat(flows.looks).hasValue(4);
    }

    @Test
    void retryUsesTheNewestCommit() throws Exception {
        flows.block();
        flows.failures.set(1);
        cluster.service("dns", "10.96.0.10", "", DNS);
        cluster.service("old", "10.96.0.11", "", DNS);
        sync();
        cleaner.start();
        flows.awaitLook();
        cluster.slice("dns", TARGET, "10.0.0.1 ready");
        sync();
        flows.have("10.96.0.10:53 10.0.0.1:53", "10.96.0.11:53 10.0.0.9:53");
        flows.permits.release(2);

        assertThat(look()).isEqualTo("IPV4 1");
        assertThat(flows.left()).containsExactly("10.96.0.10:53 10.0.0.1:53");
    }

    @Test
    void repairDeletesUntranslatedFlowsOfEveryProtocol() throws Exception {
        cluster.service("web", "10.96.0.11", "", WEB_NODE);
        cluster.slice("web", WEB_TARGET, "10.0.0.1 ready");
        flows.unreplied.addAll(
                List.of(
                        "10.96.0.11:80 10.96.0.11:80",
                        "10.96.0.11:80 10.0.0.1:80",
                        "10.96.0.12:80 10.96.0.12:80",
                        "192.168.0.2:30080 192.168.0.2:30080",
                        "127.0.0.1:30080 127.0.0.1:30080"));
        sync();
        cleaner.onCommitted(Commits.restored(cluster.state(), cluster.all()));
        cleaner.start();

        assertThat(look()).isEqualTo("IPV4 2");
        assertThat(flows.unreplied)
                .containsExactly(
                        "10.96.0.11:80 10.0.0.1:80",
                        "10.96.0.12:80 10.96.0.12:80",
                        "127.0.0.1:30080 127.0.0.1:30080");
    }

    private void sync() {
        cleaner.onCommitted(Commits.of(cluster.state(), cluster.changes()));
    }

    /** The next look that succeeded. */
    private String look() throws InterruptedException {
        return cleaned.poll(20, TimeUnit.SECONDS);
    }
}
