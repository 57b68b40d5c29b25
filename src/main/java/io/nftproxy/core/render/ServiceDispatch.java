package io.nftproxy.core.render;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.RuleBuilder;
import io.nftproxy.core.plan.NodePlan;
import io.nftproxy.core.plan.NodePortMatch;
import io.nftproxy.core.plan.PodMatch;
import java.util.ArrayList;
import java.util.List;

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
                shortCircuit(family, false, services);
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
        PodMatch pods = node.pods().get(family);
        RuleBuilder rule = RuleBuilder.rule();
        if (!settings.masqueradeAll()) {
            if (pods == null) {
                return;
            }
            Nft.notFromPod(rule, pods);
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
    private void shortCircuit(IpFamily family, boolean nodePort, List<Rule> rules) {
        String map =
                (nodePort ? StandardSet.NODEPORT_SHORT_CIRCUIT : StandardSet.SHORT_CIRCUIT)
                        .nameOf(family);
        String keys =
                (nodePort ? StandardSet.SHORT_CIRCUIT_NODEPORTS : StandardSet.SHORT_CIRCUIT_IPS)
                        .nameOf(family);
        String hostChain =
                (nodePort ? "nodeport-short-circuit-host" : "short-circuit-host") + family.suffix();
        PodMatch pods = node.pods().get(family);
        if (pods != null) {
            RuleBuilder rule = Nft.fromPod(RuleBuilder.rule(), pods);
            rules.add(frontend(rule, family, nodePort).vmap(map));
        }
        rules.add(
                frontend(RuleBuilder.rule(), family, nodePort)
                        .in(keys)
                        .fibSaddrLocal()
                        .jump(hostChain));
        chains.add(
                Chain.of(
                        hostChain,
                        RuleBuilder.rule().markOr(settings.masqueradeMark()).build(),
                        frontend(RuleBuilder.rule(), family, nodePort).vmap(map)));
    }

    /** Appends the key of a frontend: {@code ip daddr} only for addresses. */
    private static RuleBuilder frontend(RuleBuilder rule, IpFamily family, boolean nodePort) {
        return (nodePort ? rule : rule.daddr(Nft.family(family))).l4proto().thDport();
    }

    private Rule nodePorts(IpFamily family) {
        String name = "nodeports" + family.suffix();
        List<Rule> rules = new ArrayList<>();
        if (nonEmpty.has(StandardSet.NODEPORT_SHORT_CIRCUIT, family)) {
            shortCircuit(family, true, rules);
        }
        rules.add(
                frontend(RuleBuilder.rule(), family, true)
                        .vmap(StandardSet.SERVICE_NODEPORTS.nameOf(family)));
        chains.add(new Chain(name, null, rules));
        RuleBuilder toThisNode = RuleBuilder.rule();
        if (node.nodePorts().get(family) instanceof NodePortMatch.AnyLocal) {
            toThisNode.fibDaddrLocal();
        }
        return BaseChains.nodePortAddress(toThisNode, node, family).goTo(name);
    }
}
