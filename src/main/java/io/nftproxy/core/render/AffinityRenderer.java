package io.nftproxy.core.render;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.FrontendKey.NodePortKey;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Field;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.RuleBuilder;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.nft.Verdict;
import io.nftproxy.core.plan.Frontend;
import io.nftproxy.core.plan.PortPlan;
import io.nftproxy.core.plan.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The renderer of session affinity: a map from client to endpoint for each Service port and pool.
 * Rules look up the client before they draw a slot, and store the packet's destination after DNAT.
 */
final class AffinityRenderer {
    /**
     * The maximum number of clients of one Service port and pool. A full map learns no more
     * clients; nothing else fails.
     */
    private static final int CLIENTS_MAX = 65_536;

    private final RenderSettings settings;

    AffinityRenderer(RenderSettings settings) {
        this.settings = settings;
    }

    /**
     * Adds the chains that look up the client to a Part, and returns the verdict that enters them.
     */
    Verdict enter(PortPlan port, Route route, boolean nodePort, SharedChain shared, Part part) {
        AffinityNames names = AffinityNames.of(port.name(), port.family());
        String base = nodePort ? "-nodeport" : "";
        return switch (route) {
            case CLUSTER -> lookup(port, names, base, false, shared, part);
            case LOCAL -> lookup(port, names, base + "-local", true, shared, part);
            case INTERNAL_LOCAL -> lookup(port, names, base + "-internal", true, shared, part);
            case EXTERNAL -> masquerade(port, names, base, shared, part);
            case DROP, REJECT ->
                    throw new IllegalArgumentException("route without a pool: " + route);
        };
    }

    private Verdict masquerade(
            PortPlan port, AffinityNames names, String base, SharedChain shared, Part part) {
        lookup(port, names, base, false, shared.unmarked(), part);
        String name = names.chain(base + "-external");
        part.own(
                Chain.of(
                        name,
                        RuleBuilder.rule().markOr(settings.masqueradeMark()).build(),
                        RuleBuilder.rule().goTo(names.chain(base))));
        return new Verdict.Goto(name);
    }

    private static Verdict lookup(
            PortPlan port,
            AffinityNames names,
            String kind,
            boolean local,
            SharedChain otherwise,
            Part part) {
        TableRef.Family nft = Nft.family(port.family());
        RuleBuilder client = RuleBuilder.rule().l4proto(port.name().protocol().number()).saddr(nft);
        Rule known =
                port.family() == IpFamily.IPV4
                        ? client.dnat(nft, names.clients(local))
                        : client.map(names.clients(local))
                                .saddr(nft)
                                .map(names.clientPorts(local))
                                .dnat(nft);
        String name = names.chain(kind);
        part.own(Chain.of(name, known, RuleBuilder.rule().goTo(otherwise.chainName())));
        return new Verdict.Goto(name);
    }

    /** Adds the maps, the pools and the chain that learns clients to a Part. */
    void render(PortPlan port, Part part) {
        AffinityNames names = AffinityNames.of(port.name(), port.family());
        List<Rule> learn = new ArrayList<>(2);
        if (!port.clusterPool().isEmpty()) {
            learn.add(renderPool(port, names, false, port.cluster(), part));
        }
        if (!port.localPool().isEmpty()) {
            learn.add(renderPool(port, names, true, port.local(), part));
        }
        if (learn.isEmpty()) {
            return;
        }
        part.own(new Chain(names.learn(), null, learn));
        for (Frontend frontend : port.frontends()) {
            Route route = frontend.route();
            if (route.usesClusterPool() || route.usesLocalPool()) {
                StandardSet set =
                        frontend.key() instanceof NodePortKey
                                ? StandardSet.AFFINITY_NODEPORTS
                                : StandardSet.AFFINITY_SERVICES;
                part.add(
                        set.spec(port.family()),
                        Element.of(Keys.frontend(frontend.key()), new Verdict.Goto(names.learn())));
            }
        }
    }

    private static Rule renderPool(
            PortPlan port,
            AffinityNames names,
            boolean local,
            List<Endpoint> endpoints,
            Part part) {
        SetSpec pool =
                new SetSpec(
                        names.pool(local),
                        List.of(Nft.daddr(port.family()), Field.TH_DPORT),
                        SetSpec.Data.NONE,
                        true,
                        Set.of(),
                        0);
        part.own(pool);
        for (Endpoint endpoint : endpoints) {
            part.add(pool, Element.of(Keys.endpoint(endpoint)));
        }
        part.own(clients(names.clients(local), port.family()));
        if (port.family() == IpFamily.IPV6) {
            part.own(clientPorts(names.clientPorts(local)));
        }
        return learn(port, names, local);
    }

    /**
     * Returns the map from client to endpoint. For IPv6 it has only the address; the port is in
     * another map.
     */
    static SetSpec clients(String name, IpFamily family) {
        return family == IpFamily.IPV4
                ? learned(name, Field.IP_SADDR, Field.IP_DADDR, Field.TH_DPORT)
                : learned(name, Field.IP6_SADDR, Field.IP6_DADDR);
    }

    /** Returns the IPv6 map from client to port. */
    static SetSpec clientPorts(String name) {
        return learned(name, Field.IP6_SADDR, Field.TH_DPORT);
    }

    private static SetSpec learned(String name, Field key, Field... data) {
        return new SetSpec(
                name,
                List.of(key),
                new SetSpec.Data.Fields(List.of(data)),
                true,
                Set.of(SetSpec.Flag.DYNAMIC, SetSpec.Flag.TIMEOUT),
                CLIENTS_MAX);
    }

    /**
     * Returns the rule that learns a client, for members of the pool only: otherwise a
     * retransmitted SYN to a removed endpoint would store it again for hours.
     */
    private static Rule learn(PortPlan port, AffinityNames names, boolean local) {
        TableRef.Family nft = Nft.family(port.family());
        long timeoutMs = port.affinityTimeoutSeconds() * 1000L;
        RuleBuilder member = RuleBuilder.rule().daddr(nft).thDport().in(names.pool(local));
        if (port.family() == IpFamily.IPV4) {
            return member.ctOriginalSaddr(nft)
                    .to()
                    .daddr(nft)
                    .thDport()
                    .update(names.clients(local), timeoutMs)
                    .build();
        }
        // Two maps, because nft 1.0.6 aborts when it reads back an IPv6 map whose value is address
        // and port.
        return member.ctOriginalSaddr(nft)
                .to()
                .daddr(nft)
                .update(names.clients(local), timeoutMs)
                .ctOriginalSaddr(nft)
                .to()
                .thDport()
                .update(names.clientPorts(local), timeoutMs)
                .build();
    }
}
