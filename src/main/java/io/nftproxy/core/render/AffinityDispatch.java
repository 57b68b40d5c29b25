package io.nftproxy.core.render;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.nft.BaseChain.Hook;
import io.nftproxy.core.nft.BaseChain.Type;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.RuleBuilder;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.plan.NodePlan;
import io.nftproxy.core.plan.NodePortMatch;
import java.util.ArrayList;
import java.util.List;

/**
 * The base chains that learn clients for session affinity: right after DNAT, from new connections
 * only.
 */
record AffinityDispatch(RenderSettings settings, NodePlan node, NonEmptySets nonEmpty) {
    private static final int POST_DNAT = -95;

    List<Chain> render() {
        List<Rule> rules = new ArrayList<>();
        for (IpFamily family : settings.families()) {
            // nft 1.0.6 can load "ct original proto-dst" only after a test for the protocol.
            for (Protocol protocol : Protocol.values()) {
                if (nonEmpty.has(StandardSet.AFFINITY_SERVICES, family)) {
                    rules.add(service(family, protocol));
                }
                if (nonEmpty.has(StandardSet.AFFINITY_NODEPORTS, family)) {
                    rules.add(nodePort(family, protocol));
                }
            }
        }
        Rule learn = RuleBuilder.rule().ctStateNew().jump("affinity-learn");
        return List.of(
                BaseChains.base("learn-prerouting", Type.FILTER, Hook.PREROUTING, POST_DNAT, learn),
                BaseChains.base("learn-output", Type.FILTER, Hook.OUTPUT, POST_DNAT, learn),
                new Chain("affinity-learn", null, rules));
    }

    private static Rule service(IpFamily family, Protocol protocol) {
        return RuleBuilder.rule()
                .l4proto(protocol.number())
                .ctStatusDnat()
                .ctOriginalDaddr(Nft.family(family))
                .l4proto()
                .ctOriginalDport()
                .vmap(StandardSet.AFFINITY_SERVICES.nameOf(family));
    }

    private Rule nodePort(IpFamily family, Protocol protocol) {
        TableRef.Family nft = Nft.family(family);
        RuleBuilder rule =
                RuleBuilder.rule().nfproto(nft).l4proto(protocol.number()).ctStatusDnat();
        if (node.nodePorts().get(family) instanceof NodePortMatch.Addresses) {
            rule.ctOriginalDaddr(nft).in(StandardSet.NODEPORT_IPS.nameOf(family));
        }
        return rule.l4proto().ctOriginalDport().vmap(StandardSet.AFFINITY_NODEPORTS.nameOf(family));
    }
}
