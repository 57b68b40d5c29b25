package io.nftproxy.core.render;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.RuleBuilder;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.plan.NodePlan;
import io.nftproxy.core.plan.NodePortMatch;
import io.nftproxy.core.plan.PodMatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The chain {@code services}: the lookup of the Service port that a new connection is for. */
final class ServiceDispatch {
    private final RenderSettings settings;
    private final NodePlan node;
    private final NonEmptySets nonEmpty;
    private final List<Chain> chains = new ArrayList<>();

    ServiceDispatch(RenderSettings settings, NodePlan node, NonEmptySets nonEmpty) {
        this.settings = settings;
        this.node = node;
        this.nonEmpty = nonEmpty;
    }

    List<Chain> render() {
        List<Rule> services = new ArrayList<>();
        for (IpFamily family : settings.families()) {
            if (nonEmpty.has(StandardSet.CLUSTER_IPS, family)) {
                masqueradeMark(family, services);
            }
            if (nonEmpty.has(StandardSet.SHORT_CIRCUIT, family)) {
                shortCircuit(family, services);
            }
            if (nonEmpty.has(StandardSet.SERVICE_IPS, family)) {
                services.add(
                        BaseChains.frontend(family).vmap(StandardSet.SERVICE_IPS.nameOf(family)));
            }
            if (nonEmpty.has(StandardSet.SERVICE_NODEPORTS, family)) {
                services.add(nodePorts(family));
            }
        }
        chains.addFirst(new Chain("services", null, services));
        return chains;
    }

    /**
     * Marks packets for masquerade. The source is tested first: most clients are pods, which need
     * no lookup.
     */
    private void masqueradeMark(IpFamily family, List<Rule> rules) {
        PodMatch detector = node.pods().get(family);
        RuleBuilder rule = RuleBuilder.rule();
        if (!settings.masqueradeAll()) {
            if (detector == null) {
                return;
            }
            Nft.notFromPod(rule, detector);
        }
        rules.add(
                rule.daddr(Nft.family(family))
                        .in(StandardSet.CLUSTER_IPS.nameOf(family))
                        .markOr(settings.masqueradeMark())
                        .build());
    }

    /**
     * Adds the lookup for connections from pods and from the node. It is before the lookup of the
     * Service and not after it: kernels before December 2025 validate a map that is reached through
     * another map once for each element that leads to it.
     */
    private void shortCircuit(IpFamily family, List<Rule> rules) {
        TableRef.Family nft = Nft.family(family);
        String map = StandardSet.SHORT_CIRCUIT.nameOf(family);
        String hostChain = "short-circuit-host" + family.suffix();
        PodMatch detector = node.pods().get(family);
        if (detector != null) {
            rules.add(
                    Nft.fromPod(RuleBuilder.rule(), detector)
                            .daddr(nft)
                            .l4proto()
                            .thDport()
                            .vmap(map));
        }
        rules.add(
                BaseChains.frontend(family)
                        .in(StandardSet.SHORT_CIRCUIT_IPS.nameOf(family))
                        .fibSaddrLocal()
                        .jump(hostChain));
        chains.add(
                Chain.of(
                        hostChain,
                        RuleBuilder.rule().markOr(settings.masqueradeMark()).build(),
                        BaseChains.frontend(family).vmap(map)));
    }

    private Rule nodePorts(IpFamily family) {
        String name = "nodeports" + family.suffix();
        List<Rule> rules = new ArrayList<>();
        if (nonEmpty.has(StandardSet.NODEPORT_SHORT_CIRCUIT, family)) {
            nodePortShortCircuit(family, rules);
        }
        rules.add(
                RuleBuilder.rule()
                        .l4proto()
                        .thDport()
                        .vmap(StandardSet.SERVICE_NODEPORTS.nameOf(family)));
        chains.add(new Chain(name, null, rules));
        RuleBuilder toThisNode = RuleBuilder.rule();
        TableRef.Family nft = Nft.family(family);
        return switch (nodePortMatch(family)) {
            case NodePortMatch.AnyLocal _ -> {
                Cidr loopback = Nft.loopback(family);
                yield toThisNode
                        .fibDaddrLocal()
                        .daddr(nft)
                        .notWithin(Keys.address(loopback.network()), loopback.prefixLength())
                        .goTo(name);
            }
            case NodePortMatch.Addresses _ ->
                    toThisNode.daddr(nft).in(StandardSet.NODEPORT_IPS.nameOf(family)).goTo(name);
        };
    }

    private NodePortMatch nodePortMatch(IpFamily family) {
        @Nullable NodePortMatch match = node.nodePorts().get(family);
        return match == null ? new NodePortMatch.Addresses(List.of()) : match;
    }

    private void nodePortShortCircuit(IpFamily family, List<Rule> rules) {
        String map = StandardSet.NODEPORT_SHORT_CIRCUIT.nameOf(family);
        String hostChain = "nodeport-short-circuit-host" + family.suffix();
        PodMatch detector = node.pods().get(family);
        if (detector != null) {
            rules.add(Nft.fromPod(RuleBuilder.rule(), detector).l4proto().thDport().vmap(map));
        }
        rules.add(
                RuleBuilder.rule()
                        .l4proto()
                        .thDport()
                        .in(StandardSet.SHORT_CIRCUIT_NODEPORTS.nameOf(family))
                        .fibSaddrLocal()
                        .jump(hostChain));
        chains.add(
                Chain.of(
                        hostChain,
                        RuleBuilder.rule().markOr(settings.masqueradeMark()).build(),
                        RuleBuilder.rule().l4proto().thDport().vmap(map)));
    }
}
