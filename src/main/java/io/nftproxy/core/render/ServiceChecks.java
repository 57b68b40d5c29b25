package io.nftproxy.core.render;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.BaseChain.Hook;
import io.nftproxy.core.nft.BaseChain.Type;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.RuleBuilder;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.plan.NodePlan;
import java.util.ArrayList;
import java.util.List;

/**
 * The checks after DNAT: a packet that still has a Service address as destination was not
 * translated, and is rejected or dropped.
 *
 * <p>Packets of all connections pass these chains, so each has one test, and only for sets that
 * have elements.
 */
record ServiceChecks(RenderSettings settings, NodePlan node, NonEmptySets nonEmpty) {
    private static final int FILTER = 0;
    private static final String NODEPORT_ENDPOINTS = "nodeport-endpoints-check";
    private static final String SERVICE_ENDPOINTS = "service-endpoints-check";
    private static final String CLUSTER_IPS = "cluster-ips-check";

    List<Chain> render() {
        List<Chain> chains = new ArrayList<>();
        List<Rule> input = new ArrayList<>();
        List<Rule> addresses = new ArrayList<>();
        if (nonEmpty.has(StandardSet.NO_ENDPOINT_NODEPORTS)) {
            input.add(BaseChains.newJump(NODEPORT_ENDPOINTS));
            chains.add(new Chain(NODEPORT_ENDPOINTS, null, nodePortEndpoints()));
        }
        if (nonEmpty.has(StandardSet.NO_ENDPOINT_SERVICES)) {
            input.add(BaseChains.newJump(SERVICE_ENDPOINTS));
            chains.add(new Chain(SERVICE_ENDPOINTS, null, serviceEndpoints()));
            // Before the ServiceCIDRs, which would drop what has to be rejected.
            addresses.add(RuleBuilder.rule().jump(SERVICE_ENDPOINTS));
        }
        addresses.addAll(serviceAddresses());
        if (!input.isEmpty()) {
            chains.add(filter("filter-input", Hook.INPUT, input));
        }
        if (!addresses.isEmpty()) {
            chains.add(new Chain(CLUSTER_IPS, null, addresses));
            List<Rule> check = List.of(BaseChains.newJump(CLUSTER_IPS));
            chains.add(filter("filter-forward", Hook.FORWARD, check));
            chains.add(filter("filter-output", Hook.OUTPUT, check));
        }
        return chains;
    }

    private static Chain filter(String name, Hook hook, List<Rule> rules) {
        return BaseChains.base(name, Type.FILTER, hook, FILTER, rules.toArray(Rule[]::new));
    }

    private List<Rule> nodePortEndpoints() {
        List<Rule> rules = new ArrayList<>();
        for (IpFamily family : settings.families()) {
            if (nonEmpty.has(StandardSet.NO_ENDPOINT_NODEPORTS, family)) {
                rules.add(
                        // At the input hook every destination is local.
                        BaseChains.nodePortAddress(RuleBuilder.rule(), node, family)
                                .l4proto()
                                .thDport()
                                .in(StandardSet.NO_ENDPOINT_NODEPORTS.nameOf(family))
                                .rejectPort(Nft.family(family)));
            }
        }
        return rules;
    }

    private List<Rule> serviceEndpoints() {
        List<Rule> rules = new ArrayList<>();
        for (IpFamily family : settings.families()) {
            if (nonEmpty.has(StandardSet.NO_ENDPOINT_SERVICES, family)) {
                rules.add(
                        BaseChains.frontend(family)
                                .in(StandardSet.NO_ENDPOINT_SERVICES.nameOf(family))
                                .rejectPort(Nft.family(family)));
            }
        }
        return rules;
    }

    /**
     * Returns the rules that reject unused ports of ClusterIPs and drop unallocated addresses of
     * ServiceCIDRs.
     */
    private List<Rule> serviceAddresses() {
        List<Rule> rules = new ArrayList<>();
        for (IpFamily family : settings.families()) {
            TableRef.Family nft = Nft.family(family);
            if (nonEmpty.has(StandardSet.CLUSTER_IPS, family)) {
                RuleBuilder known = RuleBuilder.rule().daddr(nft);
                rules.add(known.in(StandardSet.CLUSTER_IPS.nameOf(family)).rejectPort(nft));
            }
            if (!node.serviceCidrs().getOrDefault(family, List.of()).isEmpty()) {
                RuleBuilder unallocated = RuleBuilder.rule().daddr(nft);
                rules.add(unallocated.in(StandardSet.SERVICE_CIDRS.nameOf(family)).drop());
            }
        }
        return rules;
    }
}
