package io.nftproxy.render;

import io.nftproxy.model.Cidr;
import io.nftproxy.model.Endpoint;
import io.nftproxy.model.FrontendKey;
import io.nftproxy.model.FrontendKey.AddressKey;
import io.nftproxy.model.FrontendKey.NodePortKey;
import io.nftproxy.model.IpAddress;
import io.nftproxy.model.IpFamily;
import io.nftproxy.plan.Frontend;
import io.nftproxy.plan.PortPlan;
import io.nftproxy.plan.Route;
import io.nftproxy.plan.ServicePlan;
import io.nftproxy.ruleset.Bytes;
import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.ElementValue;
import io.nftproxy.ruleset.Verdict;
import java.util.List;

/** Renders the plan of a Service: its elements, and the chains they lead to. */
final class ServiceRenderer {
    /** nft refuses comments of 129 bytes; the kernel counts the NUL. */
    private static final int COMMENT_MAX_BYTES = 127;

    /** Of one {@code char}; two that make a character take four. */
    private static final int UTF8_MAX_BYTES = 3;

    private final AffinityRenderer affinity;

    ServiceRenderer(AffinityRenderer affinity) {
        this.affinity = affinity;
    }

    ServiceFragment render(ServicePlan plan) {
        ServiceFragment fragment = new ServiceFragment();
        render(plan, fragment);
        return fragment;
    }

    void render(ServicePlan plan, Fragment fragment) {
        for (IpAddress clusterIp : plan.clusterIps()) {
            fragment.addShared(
                    Container.CLUSTER_IPS.spec(clusterIp.family()),
                    Element.of(Keys.address(clusterIp)));
        }
        for (PortPlan port : plan.ports()) {
            renderPort(port, fragment);
        }
    }

    private void renderPort(PortPlan port, Fragment fragment) {
        String comment = comment(port.name().toString());
        for (Frontend frontend : port.frontends()) {
            new FrontendRenderer(port, frontend, fragment).render(comment);
        }
        for (Endpoint endpoint : port.onThisNode()) {
            fragment.addShared(
                    Container.HAIRPIN.spec(port.family()),
                    Element.of(Keys.hairpin(endpoint, port.name().protocol())));
        }
        if (port.hasAffinity()) {
            affinity.render(port, fragment);
        }
    }

    /** Names are ASCII, unless somebody got past the API server's validation. */
    private static String comment(String name) {
        if (name.length() * UTF8_MAX_BYTES <= COMMENT_MAX_BYTES) {
            return name;
        }
        int bytes = 0;
        int end = 0;
        while (end < name.length()) {
            int character = name.codePointAt(end);
            bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (bytes > COMMENT_MAX_BYTES) {
                return name.substring(0, end);
            }
            end += Character.charCount(character);
        }
        return name;
    }

    /** The containers and chains that a frontend's elements go to; nodePorts have their own. */
    private final class FrontendRenderer {
        private final PortPlan port;
        private final Frontend frontend;
        private final Fragment fragment;
        private final IpFamily family;
        private final boolean nodePort;
        private final FrontendKey key;
        private final Bytes keyBytes;

        FrontendRenderer(PortPlan port, Frontend frontend, Fragment fragment) {
            this.port = port;
            this.frontend = frontend;
            this.fragment = fragment;
            this.family = port.family();
            this.key = frontend.key();
            this.nodePort = key instanceof NodePortKey;
            this.keyBytes = Keys.frontend(key);
        }

        void render(String comment) {
            Route route = frontend.route();
            if (route == Route.REJECT) {
                add(
                        pick(Container.NO_ENDPOINT_SERVICES, Container.NO_ENDPOINT_NODEPORTS),
                        Element.of(keyBytes).withComment(comment));
            } else {
                add(
                        pick(Container.SERVICE_IPS, Container.SERVICE_NODEPORTS),
                        Element.of(keyBytes, target(route)).withComment(comment));
            }
            switch (route) {
                case CLUSTER, EXTERNAL -> addSlots(endpoints(), port.cluster());
                case INTERNAL_LOCAL -> addSlots(endpoints(), port.local());
                case LOCAL -> renderLocal();
                case DROP, REJECT -> {}
            }
            if (key instanceof AddressKey address && !frontend.allowedSources().isEmpty()) {
                renderFirewall(address);
            }
        }

        private void renderLocal() {
            addSlots(endpoints(), port.cluster());
            addSlots(
                    pick(Container.LOCAL_ENDPOINTS, Container.NODEPORT_LOCAL_ENDPOINTS),
                    port.local());
            if (port.cluster().isEmpty()) {
                return;
            }
            add(
                    pick(Container.SHORT_CIRCUIT, Container.NODEPORT_SHORT_CIRCUIT),
                    Element.of(keyBytes, target(Route.CLUSTER)));
            add(
                    pick(Container.SHORT_CIRCUIT_IPS, Container.SHORT_CIRCUIT_NODEPORTS),
                    Element.of(keyBytes));
        }

        private Verdict target(Route route) {
            if (route == Route.DROP) {
                return Verdict.DROP;
            }
            SharedChain shared = sharedChain(route);
            fragment.use(shared);
            fragment.use(shared.unmarked());
            if (!port.hasAffinity() || shared.slots() == 0) {
                return shared.verdict();
            }
            return affinity.enter(port, route, nodePort, shared, fragment);
        }

        private SharedChain sharedChain(Route route) {
            int cluster = port.cluster().size();
            int local = port.local().size();
            return switch (route) {
                case CLUSTER -> chain(SharedChain.Kind.CLUSTER, SharedChain.Kind.NODEPORT, cluster);
                case EXTERNAL ->
                        chain(
                                SharedChain.Kind.EXTERNAL,
                                SharedChain.Kind.NODEPORT_EXTERNAL,
                                cluster);
                case LOCAL -> chain(SharedChain.Kind.LOCAL, SharedChain.Kind.NODEPORT_LOCAL, local);
                case INTERNAL_LOCAL ->
                        chain(SharedChain.Kind.CLUSTER, SharedChain.Kind.NODEPORT, local);
                case DROP, REJECT -> throw new IllegalArgumentException(route.name());
            };
        }

        private SharedChain chain(SharedChain.Kind address, SharedChain.Kind port, int slots) {
            return new SharedChain(nodePort ? port : address, slots);
        }

        private Container pick(Container address, Container port) {
            return nodePort ? port : address;
        }

        private Container endpoints() {
            return pick(Container.ENDPOINTS, Container.NODEPORT_ENDPOINTS);
        }

        private void addSlots(Container container, List<Endpoint> slots) {
            if (!slots.isEmpty()) {
                Keys.addSlots(key, slots, fragment.packed(container.spec(family)));
            }
        }

        private void renderFirewall(AddressKey address) {
            add(Container.FIREWALLED, Element.of(keyBytes));
            for (Cidr source : frontend.allowedSources()) {
                add(
                        Container.SOURCE_RANGES,
                        new Element(
                                Keys.source(address, source.network()),
                                Keys.source(address, source.last()),
                                false,
                                ElementValue.NONE,
                                null));
            }
        }

        private void add(Container container, Element element) {
            fragment.add(container.spec(family), element);
        }
    }
}
