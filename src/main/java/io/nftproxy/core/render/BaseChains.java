package io.nftproxy.core.render;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.BaseChain;
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

/** The renderer of the base chains, and of the regular chains that all Services share. */
final class BaseChains {
    /** Before DNAT, where the packet still has the address that the client connects to. */
    private static final int PRE_DNAT = -110;

    private static final int DSTNAT = -100;
    private static final int SRCNAT = 100;

    private final RenderSettings settings;

    BaseChains(RenderSettings settings) {
        this.settings = settings;
    }

    /** Returns all chains, in the order in which packets pass them. */
    List<Chain> render(NodePlan node, NonEmptySets nonEmpty) {
        List<Chain> chains = new ArrayList<>();
        chains.addAll(nat());
        chains.addAll(new ServiceDispatch(settings, node, nonEmpty).render());
        if (nonEmpty.has(StandardSet.FIREWALL_IPS)) {
            chains.addAll(firewall(nonEmpty));
        }
        if (nonEmpty.has(StandardSet.AFFINITY_SERVICES)
                || nonEmpty.has(StandardSet.AFFINITY_NODEPORTS)) {
            chains.addAll(new AffinityDispatch(settings, node, nonEmpty).render());
        }
        chains.addAll(new ServiceChecks(settings, node, nonEmpty).render());
        chains.add(masquerading(nonEmpty));
        return chains;
    }

    private static List<Chain> nat() {
        return List.of(
                base("nat-prerouting", Type.NAT, Hook.PREROUTING, DSTNAT, goTo("services")),
                base("nat-output", Type.NAT, Hook.OUTPUT, DSTNAT, goTo("services")),
                base("nat-postrouting", Type.NAT, Hook.POSTROUTING, SRCNAT, goTo("masquerading")));
    }

    /**
     * Returns the chains that check source ranges. They are before DNAT, where the packet still has
     * the address that the client connects to.
     */
    private List<Chain> firewall(NonEmptySets nonEmpty) {
        Rule check = newJump("firewall-check");
        List<Rule> dispatch = new ArrayList<>();
        for (IpFamily family : settings.families()) {
            if (nonEmpty.has(StandardSet.FIREWALL_IPS, family)) {
                dispatch.add(frontend(family).vmap(StandardSet.FIREWALL_IPS.nameOf(family)));
            }
        }
        return List.of(
                base("filter-prerouting-pre-dnat", Type.FILTER, Hook.PREROUTING, PRE_DNAT, check),
                base("filter-output-pre-dnat", Type.FILTER, Hook.OUTPUT, PRE_DNAT, check),
                new Chain("firewall-check", null, dispatch));
    }

    private Chain masquerading(NonEmptySets nonEmpty) {
        List<Rule> rules = new ArrayList<>();
        int mark = settings.masqueradeMark();
        rules.add(RuleBuilder.rule().markHas(mark).markXor(mark).masquerade());
        for (IpFamily family : settings.families()) {
            if (!nonEmpty.has(StandardSet.HAIRPIN, family)) {
                continue;
            }
            TableRef.Family nft = Nft.family(family);
            rules.add(
                    RuleBuilder.rule()
                            .ctStatusDnat()
                            .saddr(nft)
                            .daddr(nft)
                            .l4proto()
                            .thDport()
                            .in(StandardSet.HAIRPIN.nameOf(family))
                            .masquerade());
        }
        return new Chain("masquerading", null, rules);
    }

    /** Returns a rule that starts with {@code ip daddr . meta l4proto . th dport}. */
    static RuleBuilder frontend(IpFamily family) {
        return RuleBuilder.rule().daddr(Nft.family(family)).l4proto().thDport();
    }

    /** Adds the match of an address that accepts NodePorts if it is local. */
    static RuleBuilder nodePortAddress(RuleBuilder rule, NodePlan node, IpFamily family) {
        rule.daddr(Nft.family(family));
        if (node.nodePorts().get(family) instanceof NodePortMatch.AnyLocal) {
            Cidr loopback = Nft.loopback(family);
            return rule.notWithin(Keys.address(loopback.network()), loopback.prefixLength());
        }
        return rule.in(StandardSet.NODEPORT_IPS.nameOf(family));
    }

    static Chain base(String name, Type type, Hook hook, int priority, Rule... rules) {
        return new Chain(name, new BaseChain(type, hook, priority), List.of(rules));
    }

    private static Rule goTo(String chain) {
        return RuleBuilder.rule().goTo(chain);
    }

    static Rule newJump(String chain) {
        return RuleBuilder.rule().ctStateNew().jump(chain);
    }
}
