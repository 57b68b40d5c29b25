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

    private final AffinityRenderer affinity;

    ServiceRenderer(AffinityRenderer affinity) {
        this.affinity = affinity;
    }

    ServiceFragment render(ServicePlan plan) {
        ServiceFragment fragment = new ServiceFragment();
        for (IpAddress clusterIp : plan.clusterIps()) {
            fragment.addShared(
                    Container.CLUSTER_IPS.spec(clusterIp.family()),
                    Element.of(Keys.address(clusterIp)));
        }
        for (PortPlan port : plan.ports()) {
            renderPort(port, fragment);
        }
        return fragment;
    }

    private void renderPort(PortPlan port, ServiceFragment fragment) {
        String comment = comment(port.name().toString());
        List<ElementValue> cluster = values(port.cluster());
        List<ElementValue> local = values(port.local());
        for (Frontend frontend : port.frontends()) {
            new FrontendRenderer(port, frontend, fragment).render(comment, cluster, local);
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

    /** Made once for all frontends of a port. */
    private static List<ElementValue> values(List<Endpoint> endpoints) {
        ElementValue[] values = new ElementValue[endpoints.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = new ElementValue.Data(Keys.endpoint(endpoints.get(i)));
        }
        return List.of(values);
    }

    /** Names are ASCII, unless somebody got past the API server's validation. */
    private static String comment(String name) {
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
        private final ServiceFragment fragment;
        private final IpFamily family;
        private final boolean nodePort;
        private final FrontendKey key;
        private final Bytes keyBytes;

        FrontendRenderer(PortPlan port, Frontend frontend, ServiceFragment fragment) {
            this.port = port;
            this.frontend = frontend;
            this.fragment = fragment;
            this.family = port.family();
            this.key = frontend.key();
            this.nodePort = key instanceof NodePortKey;
            this.keyBytes = Keys.frontend(key);
        }

        void render(String comment, List<ElementValue> cluster, List<ElementValue> local) {
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
                case CLUSTER, EXTERNAL -> addSlots(endpoints(), cluster);
                case INTERNAL_LOCAL -> addSlots(endpoints(), local);
                case LOCAL -> renderLocal(cluster, local);
                case DROP, REJECT -> {}
            }
            if (key instanceof AddressKey address && !frontend.allowedSources().isEmpty()) {
                renderFirewall(address);
            }
        }

        private void renderLocal(List<ElementValue> cluster, List<ElementValue> local) {
            addSlots(endpoints(), cluster);
            addSlots(pick(Container.LOCAL_ENDPOINTS, Container.NODEPORT_LOCAL_ENDPOINTS), local);
            if (cluster.isEmpty()) {
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

        private void addSlots(Container container, List<ElementValue> values) {
            for (int slot = 0; slot < values.size(); slot++) {
                add(container, Element.of(Keys.slot(key, slot), values.get(slot)));
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
