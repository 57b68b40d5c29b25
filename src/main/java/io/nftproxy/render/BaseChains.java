package io.nftproxy.render;

import io.nftproxy.model.IpFamily;
import io.nftproxy.render.Features.Feature;
import io.nftproxy.ruleset.BaseChain;
import io.nftproxy.ruleset.BaseChain.Hook;
import io.nftproxy.ruleset.BaseChain.Type;
import io.nftproxy.ruleset.Chain;
import io.nftproxy.ruleset.Rule;
import io.nftproxy.ruleset.RuleBuilder;
import io.nftproxy.ruleset.TableRef;
import java.util.ArrayList;
import java.util.List;

/** Where packets enter, and the checks that do not depend on any single Service. */
final class BaseChains {
    /** Before DNAT, so that the address the client asked for can be matched. */
    private static final int PRE_DNAT = -110;

    private static final int DSTNAT = -100;
    private static final int FILTER = 0;
    private static final int SRCNAT = 100;

    private final RenderSettings settings;

    BaseChains(RenderSettings settings) {
        this.settings = settings;
    }

    /** All of them, in an order that shows a packet's way. */
    List<Chain> render(NodeRules node, Features features) {
        List<Chain> chains = new ArrayList<>();
        chains.addAll(nat());
        chains.addAll(new ServiceDispatch(settings, node, features).render());
        if (uses(features, Feature.SOURCE_RANGES)) {
            chains.addAll(firewall());
        }
        if (uses(features, Feature.AFFINITY) || uses(features, Feature.NODEPORT_AFFINITY)) {
            chains.addAll(new AffinityDispatch(settings, node, features).render());
        }
        chains.addAll(filter(node));
        chains.add(masquerading());
        return chains;
    }

    private boolean uses(Features features, Feature feature) {
        return settings.families().stream().anyMatch(family -> features.has(feature, family));
    }

    private static List<Chain> nat() {
        return List.of(
                base("nat-prerouting", Type.NAT, Hook.PREROUTING, DSTNAT, goTo("services")),
                base("nat-output", Type.NAT, Hook.OUTPUT, DSTNAT, goTo("services")),
                base("nat-postrouting", Type.NAT, Hook.POSTROUTING, SRCNAT, goTo("masquerading")));
    }

    private List<Chain> firewall() {
        Rule check = newJump("firewall-check");
        List<Rule> dispatch = new ArrayList<>();
        List<Rule> sources = new ArrayList<>();
        for (IpFamily family : settings.families()) {
            dispatch.add(frontend(family).in(Container.FIREWALLED.nameOf(family)).goTo("firewall"));
            sources.add(
                    frontend(family)
                            .saddr(Nft.family(family))
                            .in(Container.SOURCE_RANGES.nameOf(family))
                            .toCaller());
        }
        sources.add(RuleBuilder.rule().drop());
        return List.of(
                base("filter-prerouting-pre-dnat", Type.FILTER, Hook.PREROUTING, PRE_DNAT, check),
                base("filter-output-pre-dnat", Type.FILTER, Hook.OUTPUT, PRE_DNAT, check),
                new Chain("firewall-check", null, dispatch),
                new Chain("firewall", null, sources));
    }

    /** After DNAT: what still carries a service address here was not translated. */
    private List<Chain> filter(NodeRules node) {
        Rule nodePorts = newJump("nodeport-endpoints-check");
        Rule services = newJump("service-endpoints-check");
        // Behind the former, or what is to be rejected would be dropped.
        Rule addresses = newJump("cluster-ips-check");
        return List.of(
                base("filter-input", Type.FILTER, Hook.INPUT, FILTER, nodePorts, services),
                base("filter-forward", Type.FILTER, Hook.FORWARD, FILTER, services, addresses),
                base("filter-output", Type.FILTER, Hook.OUTPUT, FILTER, services, addresses),
                nodePortEndpointsCheck(node),
                serviceEndpointsCheck(),
                clusterIpsCheck());
    }

    private Chain nodePortEndpointsCheck(NodeRules node) {
        List<Rule> rules = new ArrayList<>();
        for (IpFamily family : settings.families()) {
            rules.add(
                    nodePortAddress(node, family)
                            .l4proto()
                            .thDport()
                            .in(Container.NO_ENDPOINT_NODEPORTS.nameOf(family))
                            .rejectPort(Nft.family(family)));
        }
        return new Chain("nodeport-endpoints-check", null, rules);
    }

    private Chain serviceEndpointsCheck() {
        List<Rule> rules = new ArrayList<>();
        for (IpFamily family : settings.families()) {
            rules.add(
                    frontend(family)
                            .in(Container.NO_ENDPOINT_SERVICES.nameOf(family))
                            .rejectPort(Nft.family(family)));
        }
        return new Chain("service-endpoints-check", null, rules);
    }

    private Chain clusterIpsCheck() {
        List<Rule> rules = new ArrayList<>();
        for (IpFamily family : settings.families()) {
            TableRef.Family nft = Nft.family(family);
            RuleBuilder known = RuleBuilder.rule().daddr(nft);
            rules.add(known.in(Container.CLUSTER_IPS.nameOf(family)).rejectPort(nft));
            RuleBuilder unallocated = RuleBuilder.rule().daddr(nft);
            rules.add(unallocated.in(Container.SERVICE_CIDRS.nameOf(family)).drop());
        }
        return new Chain("cluster-ips-check", null, rules);
    }

    private Chain masquerading() {
        List<Rule> rules = new ArrayList<>();
        int mark = settings.masqueradeMark();
        rules.add(RuleBuilder.rule().markHas(mark).markXor(mark).masquerade());
        for (IpFamily family : settings.families()) {
            TableRef.Family nft = Nft.family(family);
            rules.add(
                    RuleBuilder.rule()
                            .ctStatusDnat()
                            .saddr(nft)
                            .daddr(nft)
                            .l4proto()
                            .thDport()
                            .in(Container.HAIRPIN.nameOf(family))
                            .masquerade());
        }
        return new Chain("masquerading", null, rules);
    }

    /** {@code ip daddr . meta l4proto . th dport}. */
    static RuleBuilder frontend(IpFamily family) {
        return RuleBuilder.rule().daddr(Nft.family(family)).l4proto().thDport();
    }

    /** What comes in on the input hook is local already, so loopback is all there is to exclude. */
    private static RuleBuilder nodePortAddress(NodeRules node, IpFamily family) {
        RuleBuilder rule = RuleBuilder.rule().daddr(Nft.family(family));
        return node.nodePorts().get(family) instanceof NodePortMatch.AnyLocal
                ? rule.notWithin(
                        Keys.address(Nft.loopback(family).network()),
                        Nft.loopback(family).prefixLength())
                : rule.in(Container.NODEPORT_IPS.nameOf(family));
    }

    static Chain base(String name, Type type, Hook hook, int priority, Rule... rules) {
        return new Chain(name, new BaseChain(type, hook, priority), List.of(rules));
    }

    private static Rule goTo(String chain) {
        return RuleBuilder.rule().goTo(chain);
    }

    private static Rule newJump(String chain) {
        return RuleBuilder.rule().ctStateNew().jump(chain);
    }
}
