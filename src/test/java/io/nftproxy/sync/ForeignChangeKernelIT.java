package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.decode.YamlObjects;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.kernel.KernelFeature;
import io.nftproxy.kernel.Nft;
import io.nftproxy.testing.NftListing;
import io.nftproxy.testing.SlotOrder;
import io.nftproxy.testing.SyncWorld;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each change of our table by another process is noticed, and undone by one full sync, also where
 * the kernel does not count elements.
 */
@Tag("kernel-ring")
class ForeignChangeKernelIT {
    private static final String CLUSTER =
            """
            apiVersion: networking.k8s.io/v1
            kind: ServiceCIDR
            metadata: {name: kubernetes}
            spec: {cidrs: [10.96.0.0/16]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {namespace: default, name: web}
            spec:
              type: LoadBalancer
              clusterIP: 10.96.0.10
              clusterIPs: [10.96.0.10]
              loadBalancerSourceRanges: [192.0.2.0/24, 198.51.100.0/25]
              ports:
              - {name: http, protocol: TCP, port: 80, nodePort: 30080}
              - {name: dns, protocol: UDP, port: 53, nodePort: 30053}
            status: {loadBalancer: {ingress: [{ip: 203.0.113.10}]}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {namespace: default, name: sticky}
            spec:
              clusterIP: 10.96.0.11
              clusterIPs: [10.96.0.11]
              sessionAffinity: ClientIP
              ports: [{name: http, protocol: TCP, port: 80}]
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata:
              namespace: default
              name: web-1
              labels: {kubernetes.io/service-name: web}
            addressType: IPv4
            ports:
            - {name: http, protocol: TCP, port: 8080}
            - {name: dns, protocol: UDP, port: 8053}
            endpoints:
            - {addresses: [10.244.0.11], conditions: {ready: true}}
            - {addresses: [10.244.0.12], conditions: {ready: true}}
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata:
              namespace: default
              name: sticky-1
              labels: {kubernetes.io/service-name: sticky}
            addressType: IPv4
            ports: [{name: http, protocol: TCP, port: 8080}]
            endpoints:
            - {addresses: [10.244.0.13], conditions: {ready: true}}
            """;

    private static final List<Boolean> UNCOUNTED = List.of(false);
    private static final List<Boolean> ANY = List.of(true, false);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    table dormant         | add table @ { flags dormant; }
                    dormant, no chain     | add table @ { flags dormant; } ;\
                                            delete chain @ filter-output
                    table deleted         | delete table @
                    ruleset flushed       | flush ruleset
                    another table         | delete table @ ; add table @ { comment "theirs"; }
                    chain drops           | add chain @ filter-output { policy drop; }
                    nat chain drops       | add chain @ nat-prerouting { policy drop; }
                    chain moved           | delete chain @ nat-output ; add chain @ nat-output\
                                            { type nat hook output priority 7; policy accept; }
                    chain with a comment  | flush chain @ nat-prerouting ;\
                                            flush chain @ nat-output ;\
                                            delete chain @ services ;\
                                            add chain @ services { comment "theirs"; }
                    chain added           | add chain @ theirs
                    base chain added      | add chain @ theirs\
                                            { type filter hook input priority 5; policy drop; }
                    chain flushed         | flush chain @ services
                    rule added            | add rule @ services drop
                    rule first            | insert rule @ services drop
                    set added             | add set @ theirs { type mark; }
                    set of another policy | delete set @ short-circuit-nodeports4 ;\
                                            add set @ short-circuit-nodeports4\
                                            { type inet_proto . inet_service; policy memory; }
                    set of another size   | delete set @ short-circuit-nodeports4 ;\
                                            add set @ short-circuit-nodeports4\
                                            { type inet_proto . inet_service; size 9; }
                    set with a comment    | delete set @ short-circuit-nodeports4 ;\
                                            add set @ short-circuit-nodeports4\
                                            { type inet_proto . inet_service; comment "theirs"; }
                    rule with a comment   | add rule @ nat-output counter comment "theirs"
                    set flushed           | flush set @ cluster-ips4
                    interval flushed      | flush set @ service-cidrs4
                    map flushed           | flush map @ endpoints4
                    verdict map flushed   | flush map @ service-ips4
                    element added         | add element @ cluster-ips4 { 10.96.0.77 }
                    range added           | add element @ service-cidrs4 { 10.200.0.0/16 }
                    element deleted       | delete element @ cluster-ips4 { 10.96.0.10 }
                    slot with a value     | delete element @ endpoints4\
                                            { 10.96.0.10 . tcp . 80 . 0 } ;\
                                            add element @ endpoints4\
                                            { 10.96.0.10 . tcp . 80 . 0 : 6.6.6.6 . 666 }
                    verdict with a value  | delete element @ service-ips4\
                                            { 10.96.0.10 . tcp . 80 } ;\
                                            add element @ service-ips4\
                                            { 10.96.0.10 . tcp . 80 : drop }
                    element with comment  | delete element @ cluster-ips4 { 10.96.0.10 } ;\
                                            add element @ cluster-ips4\
                                            { 10.96.0.10 comment "theirs" }
                    for all other keys    | add element @ endpoints4 { * : 6.6.6.6 . 666 }
                    all other frontends   | add element @ service-ips4 { * : drop }
                    object added          | add counter @ theirs
                    """)
    void foreignChangeIsNoticedAndUndone(String name, String commands) throws Exception {
        for (boolean counts : KernelFeature.ELEMENT_COUNTS.isPresent() ? ANY : UNCOUNTED) {
            try (SyncWorld world = new SyncWorld(counts)) {
                world.full(YamlObjects.delta(CLUSTER));
                foreignChangeIsNoticedAndUndone(world, commands);
            }
        }
    }

    private static void foreignChangeIsNoticedAndUndone(SyncWorld world, String commands)
            throws Exception {
        Nft nft = new Nft(world.namespace());
        List<String> before = listing(nft);
        Ruleset table = world.read();
        assertThat(world.foreignChange()).isEmpty();
        nft.load(commands.replace("@", "inet kube-proxy").replace(" ;", "\n"));

        assertThat(world.foreignChange()).isPresent();
        CommitReport repair = world.restart();

        assertThat(repair.operations()).isPositive();
        assertThat(world.foreignChange()).isEmpty();
        assertThat(SlotOrder.normalize(world.read())).isEqualTo(SlotOrder.normalize(table));
        assertThat(listing(nft)).isEqualTo(before);
        assertThat(world.restart()).isEqualTo(CommitReport.NOTHING);
    }

    /** The lines of nft's listing in any order: a chain made anew is listed last. */
    private static List<String> listing(Nft nft) {
        return NftListing.normalised(nft.listTable()).lines().sorted().toList();
    }

    @Test
    void logNamesTheChangeAndTheProcess() throws Exception {
        try (SyncWorld world = new SyncWorld()) {
            world.full(YamlObjects.delta(CLUSTER));
            new Nft(world.namespace())
                    .load(
                            """
                            add table inet other
                            add chain inet other one
                            flush set inet kube-proxy cluster-ips4
                            add rule inet kube-proxy services drop
                            """);

            assertThat(world.foreignChange().orElseThrow().text())
                    .matches("elements of cluster-ips4, rules of services \\(by nft, pid \\d+\\)");
        }
    }

    @Test
    void changesOfOtherTablesAreIgnored() throws Exception {
        try (SyncWorld world = new SyncWorld()) {
            world.full(YamlObjects.delta(CLUSTER));
            Nft nft = new Nft(world.namespace());
            for (String table : List.of("inet kube-prox", "inet kube-proxyd", "ip kube-proxy")) {
                nft.load(
                        "add table T\nadd chain T services\nadd rule T services drop\n"
                                .replace("T", table));
            }
            nft.load("delete table ip kube-proxy\ndelete table inet kube-proxyd\n");

            assertThat(world.foreignChange()).isEmpty();
        }
    }

    /** In one commit, behind more notifications about another table than one datagram holds. */
    @Test
    void changeOfOurTableInALargeCommitIsNoticed() throws Exception {
        try (SyncWorld world = new SyncWorld()) {
            world.full(YamlObjects.delta(CLUSTER));
            StringBuilder commit = new StringBuilder("add table inet big\n");
            for (int i = 0; i < 1000; i++) {
                commit.append("add chain inet big c").append(i).append('\n');
            }
            commit.append("add element inet kube-proxy cluster-ips4 { 10.96.0.99 }\n");
            for (int i = 0; i < 10; i++) {
                commit.append("add chain inet big d").append(i).append('\n');
            }
            new Nft(world.namespace()).load(commit.toString());

            assertThat(world.foreignChange().orElseThrow().text())
                    .startsWith("elements of cluster-ips4 (by nft");
        }
    }

    @Test
    void lostNotificationsAreNoticed() throws Exception {
        try (SyncWorld world = new SyncWorld()) {
            world.full(YamlObjects.delta(CLUSTER));
            StringBuilder elements = new StringBuilder("10.0.0.1");
            for (int i = 2; i < 20_000; i++) {
                elements.append(", 10.0.").append(i / 256).append('.').append(i % 256);
            }
            new Nft(world.namespace())
                    .load("add element inet kube-proxy cluster-ips4 { " + elements + " }");

            assertThat(world.foreignChange().orElseThrow().text())
                    .contains("elements of cluster-ips4", "notifications were lost");
            assertThat(world.restart().operations()).isPositive();
            assertThat(world.restart()).isEqualTo(CommitReport.NOTHING);
        }
    }
}
