package io.nftproxy.core.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.BaseChain;
import io.nftproxy.core.nft.BaseChain.Hook;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.RuleBuilder;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.TableRef.Family;
import io.nftproxy.core.nft.Verdict;
import io.nftproxy.testing.RulesetElements;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketTracerTest {
    private static final Set<Bytes> LOCAL = Set.of(bytes("192.168.0.2"), bytes("2001:db8::2"));
    private static final Ruleset TABLE = TracedTable.ruleset();
    private static final PacketTracer TRACER =
            new PacketTracer(TABLE, new RulesetElements(TABLE), LOCAL);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    pod to cluster IP       | 10.244.1.9  | eth0 | 10.96.0.10:80    | 10.244.1.7:8080, 10.244.2.7:8080
                    outsider to cluster IP  | 203.0.113.9 | eth0 | 10.96.0.10:80    | 10.244.1.7:8080 masqueraded, 10.244.2.7:8080 masqueraded
                    host to cluster IP      | 192.168.0.2 |      | 10.96.0.10:80    | 10.244.1.7:8080 masqueraded, 10.244.2.7:8080 masqueraded
                    hairpin                 | 10.244.1.7  | eth0 | 10.96.0.10:80    | 10.244.1.7:8080 masqueraded, 10.244.2.7:8080
                    IPv6 pod to cluster IP  | fd00:244::9 | eth0 | [fd00:96::a]:80  | [fd00:244::7]:8080
                    other port of it        | 10.244.1.9  | eth0 | 10.96.0.10:81    | rejected
                    other address           | 10.244.1.9  | eth0 | 10.96.7.7:80     | dropped
                    service without slots   | 10.244.1.9  | eth0 | 10.96.0.11:80    | dropped
                    no endpoint             | 10.244.1.9  | eth0 | 10.96.0.12:80    | rejected
                    something else          | 10.244.1.9  | eth0 | 8.8.8.8:53       | 8.8.8.8:53 untranslated
                    outsider to node port   | 203.0.113.9 | eth0 | 192.168.0.2:30080 | 10.244.1.7:8080 masqueraded
                    node port on loopback   | 127.0.0.1   |      | 127.0.0.1:30080  | 127.0.0.1:30080 untranslated
                    node port of another    | 203.0.113.9 | eth0 | 192.168.0.3:30080 | 192.168.0.3:30080 untranslated
                    unused node port        | 192.168.0.2 |      | 192.168.0.2:30081 | rejected
                    allowed source          | 198.51.100.7 | eth0 | 203.0.113.1:443 | 10.244.1.7:8080 masqueraded, 10.244.2.7:8080 masqueraded
                    other source            | 203.0.113.9 | eth0 | 203.0.113.1:443  | dropped
                    known client            | 10.244.1.20 | eth0 | 10.96.0.20:80    | 10.244.2.7:8080
                    new client              | 10.244.1.21 | eth0 | 10.96.0.20:80    | 10.244.1.7:8080, 10.244.2.7:8080
                    known IPv6 client       | fd00:244::20 | eth0 | [fd00:96::20]:80 | [fd00:244::8]:8081
                    from a trusted interface | 10.244.1.9 | veth3 | 203.0.113.9:1   | dropped
                    """)
    void findsEveryOutcomeOfAPacket(
            String name, String source, String iface, String destination, String outcomes) {
        List<Trace> traces = TRACER.trace(packet(source, iface, destination));
        assertThat(traces)
                .extracting(trace -> trace.outcome().toString())
                .containsExactly(outcomes.split(", "));
    }

    @Test
    void listsTheRulesThatMatched() {
        Trace trace = TRACER.trace(packet("203.0.113.9", "eth0", "10.96.0.10:80")).getFirst();
        assertThat(trace.path())
                .extracting(Step::toString)
                .containsExactly(
                        "early 1: ct state new jump firewall-check",
                        "nat-prerouting 1: goto services",
                        "services 1: ip daddr @cluster-ips4 ip saddr != 10.244.0.0/16 meta mark"
                                + " set meta mark | 0x00004000  -> mark 0x00004000",
                        "services 2: ip daddr . meta l4proto . th dport vmap @service-ips4"
                                + "  -> goto cluster-2",
                        "cluster-2 1: dnat ip to ip daddr . meta l4proto . th dport . numgen"
                                + " random mod 2 map @endpoints4  -> dnat to 10.244.1.7:8080",
                        "learn 1: meta l4proto tcp ct state new ct status dnat ct original ip"
                                + " daddr . meta l4proto . ct original proto-dst vmap"
                                + " @affinity-services4  -> goto learn-web",
                        "learn-web 1: ip saddr 203.0.113.9 return",
                        "forward 1: ct state new jump checks",
                        "nat-postrouting 1: meta mark & 0x00004000 != 0x00000000 meta mark set"
                                + " meta mark ^ 0x00004000 masquerade fully-random");
        assertThat(trace.rulesEvaluated()).isGreaterThan(trace.path().size());
    }

    @Test
    void comesBackFromJumpsButNotFromGotos() {
        Ruleset ruleset =
                table(
                        output(
                                RuleBuilder.rule().jump("a"),
                                RuleBuilder.rule().goTo("b"),
                                RuleBuilder.rule().drop()),
                        Chain.of("a", RuleBuilder.rule().toCaller(), RuleBuilder.rule().drop()),
                        Chain.of("b", RuleBuilder.rule().markOr(1).build()));
        Trace trace = trace(ruleset);
        assertThat(trace.path()).extracting(Step::chain).containsExactly("out", "a", "out", "b");
        assertThat(trace.outcome()).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void skipsRulesOfOtherPrograms() {
        Rule foreign =
                Rule.of(
                        new Expression.Opaque("log", Bytes.EMPTY),
                        new Expression.ImmediateVerdict(Verdict.DROP));
        assertThat(trace(table(output(foreign))).path()).isEmpty();
    }

    @Test
    void failsOnReferencesToMissingChainsAndSets() {
        Ruleset noChain = table(output(RuleBuilder.rule().goTo("nowhere")));
        assertThatIllegalStateException().isThrownBy(() -> trace(noChain));
        Ruleset noSet = table(output(RuleBuilder.rule().thDport().in("nothing").drop()));
        assertThatIllegalStateException().isThrownBy(() -> trace(noSet));
        Ruleset loop = table(output(RuleBuilder.rule().jump("out")));
        assertThatIllegalStateException().isThrownBy(() -> trace(loop));
    }

    @Test
    void rejectsPacketsWithWrongAddressLengths() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> packet("10.0.0.1", null, "[fd00::1]:80"));
    }

    private static Trace trace(Ruleset ruleset) {
        PacketTracer tracer = new PacketTracer(ruleset, new RulesetElements(ruleset), LOCAL);
        return tracer.trace(packet("192.168.0.2", null, "8.8.8.8:53")).getFirst();
    }

    private static Chain output(Rule... rules) {
        BaseChain base = new BaseChain(BaseChain.Type.FILTER, Hook.OUTPUT, 0);
        return new Chain("out", base, List.of(rules));
    }

    private static Ruleset table(Chain... chains) {
        return Ruleset.of(List.of(chains), List.of(), new TreeMap<>());
    }

    private static Packet packet(String source, @Nullable String iface, String destination) {
        int colon = destination.lastIndexOf(':');
        String address = destination.substring(0, colon).replace("[", "").replace("]", "");
        IpAddress from = IpAddress.of(source);
        return new Packet(
                from.family() == IpFamily.IPV4 ? Family.IP : Family.IP6,
                6,
                Bytes.wrap(from.toBytes()),
                bytes(address),
                Integer.parseInt(destination.substring(colon + 1)),
                iface);
    }

    private static Bytes bytes(String address) {
        return Bytes.wrap(IpAddress.of(address).toBytes());
    }
}
