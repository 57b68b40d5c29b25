package io.nftproxy.core.render;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.FrontendKey.NodePortKey;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Scheduler;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Verdict;
import io.nftproxy.core.plan.Frontend;
import io.nftproxy.core.plan.MaglevTable;
import io.nftproxy.core.plan.PortPlan;
import io.nftproxy.core.plan.Route;
import io.nftproxy.core.plan.ServicePlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The renderer of a {@link ServicePlan}: its elements, and references to the chains that they lead
 * to.
 */
final class ServiceRenderer {
    /** The maximum length of a comment that nft accepts: 128 bytes with the NUL. */
    private static final int COMMENT_MAX_BYTES = 127;

    /** The maximum for one {@code char}; a surrogate pair takes four bytes. */
    private static final int UTF8_MAX_BYTES = 3;

    private final AffinityRenderer affinity;

    ServiceRenderer(AffinityRenderer affinity) {
        this.affinity = affinity;
    }

    /** Adds a Service's part of the table to a Part. */
    void render(ServicePlan plan, Part part) {
        for (IpAddress clusterIp : plan.clusterIps()) {
            part.use(
                    new SharedElement(
                            StandardSet.CLUSTER_IPS.spec(clusterIp.family()),
                            Element.of(Keys.address(clusterIp))));
        }
        for (PortPlan port : plan.ports()) {
            renderPort(port, part);
        }
    }

    private void renderPort(PortPlan port, Part part) {
        String comment = comment(port.name().toString());
        Pool cluster = Pool.cluster(port);
        Pool local = Pool.local(port);
        for (Frontend frontend : port.frontends()) {
            new FrontendRenderer(port, frontend, cluster, local, part).render(comment);
        }
        for (Endpoint endpoint : port.onThisNode()) {
            part.use(
                    new SharedElement(
                            StandardSet.HAIRPIN.spec(port.family()),
                            Element.of(Keys.hairpin(endpoint, port.name().protocol()))));
        }
        if (port.hasAffinity()) {
            affinity.render(port, part);
        }
    }

    /**
     * Returns the comment, cut to the limit. Valid names are ASCII; others can only exist if
     * validation was bypassed.
     */
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

    /**
     * The slots of a pool, and how a chain draws from them.
     *
     * @param owner as in {@link SharedChain}
     */
    private record Pool(
            List<Endpoint> slots, Scheduler scheduler, SharedChain.@Nullable Owned owner) {
        static Pool cluster(PortPlan port) {
            return of(port, port.cluster(), "rr");
        }

        static Pool local(PortPlan port) {
            return of(port, port.local(), "rr-local");
        }

        private static Pool of(PortPlan port, List<Endpoint> endpoints, String inTurn) {
            if (endpoints.size() < 2) {
                // Every scheduler chooses the only endpoint: a table of slots would be a waste.
                return new Pool(endpoints, Scheduler.RANDOM, null);
            }
            return switch (port.scheduler()) {
                case RANDOM -> new Pool(endpoints, Scheduler.RANDOM, null);
                case RR -> {
                    String suffix = AffinityNames.of(port.name(), port.family()).suffix();
                    SharedChain.Owned owner = new SharedChain.Owned(port.family(), inTurn + suffix);
                    yield new Pool(endpoints, Scheduler.RR, owner);
                }
                case SH, MH -> new Pool(MaglevTable.of(endpoints), port.scheduler(), null);
            };
        }

        SharedChain chain(SharedChain.Kind kind) {
            return new SharedChain(kind, slots.size(), scheduler, owner);
        }
    }

    /** The renderer of one frontend. NodePorts have their own sets and chains. */
    private final class FrontendRenderer {
        private final PortPlan port;
        private final Frontend frontend;
        private final Pool cluster;
        private final Pool local;
        private final Part part;
        private final IpFamily family;
        private final boolean nodePort;
        private final FrontendKey key;
        private final Bytes keyBytes;

        FrontendRenderer(PortPlan port, Frontend frontend, Pool cluster, Pool local, Part part) {
            this.port = port;
            this.frontend = frontend;
            this.cluster = cluster;
            this.local = local;
            this.part = part;
            this.family = port.family();
            this.key = frontend.key();
            this.nodePort = key instanceof NodePortKey;
            this.keyBytes = Keys.frontend(key);
        }

        void render(String comment) {
            Route route = frontend.route();
            if (route == Route.REJECT) {
                add(
                        pick(StandardSet.NO_ENDPOINT_SERVICES, StandardSet.NO_ENDPOINT_NODEPORTS),
                        Element.of(keyBytes).withComment(comment));
            } else {
                add(
                        pick(StandardSet.SERVICE_IPS, StandardSet.SERVICE_NODEPORTS),
                        Element.of(keyBytes, target(route)).withComment(comment));
            }
            switch (route) {
                case CLUSTER, EXTERNAL -> addSlots(endpoints(), cluster);
                case INTERNAL_LOCAL -> addSlots(endpoints(), local);
                case LOCAL -> renderLocal();
                case DROP, REJECT -> {}
            }
            if (!frontend.allowedSources().isEmpty()) {
                renderFirewall(comment);
            }
        }

        private void renderLocal() {
            addSlots(endpoints(), cluster);
            addSlots(
                    pick(StandardSet.LOCAL_ENDPOINTS, StandardSet.NODEPORT_LOCAL_ENDPOINTS), local);
            if (port.cluster().isEmpty()) {
                return;
            }
            add(
                    pick(StandardSet.SHORT_CIRCUIT, StandardSet.NODEPORT_SHORT_CIRCUIT),
                    Element.of(keyBytes, target(Route.CLUSTER)));
            add(
                    pick(StandardSet.SHORT_CIRCUIT_IPS, StandardSet.SHORT_CIRCUIT_NODEPORTS),
                    Element.of(keyBytes));
        }

        private Verdict target(Route route) {
            if (route == Route.DROP) {
                return Verdict.DROP;
            }
            SharedChain shared = sharedChain(route);
            part.use(shared);
            part.use(shared.unmarked());
            if (!port.hasAffinity() || shared.slots() == 0) {
                return shared.verdict();
            }
            return affinity.enter(port, route, nodePort, shared, part);
        }

        private SharedChain sharedChain(Route route) {
            return switch (route) {
                case CLUSTER -> chain(cluster, SharedChain.Kind.CLUSTER, SharedChain.Kind.NODEPORT);
                case EXTERNAL ->
                        chain(
                                cluster,
                                SharedChain.Kind.EXTERNAL,
                                SharedChain.Kind.NODEPORT_EXTERNAL);
                case LOCAL -> chain(local, SharedChain.Kind.LOCAL, SharedChain.Kind.NODEPORT_LOCAL);
                case INTERNAL_LOCAL ->
                        chain(local, SharedChain.Kind.CLUSTER, SharedChain.Kind.NODEPORT);
                case DROP, REJECT ->
                        throw new IllegalArgumentException("route without a pool: " + route);
            };
        }

        private SharedChain chain(Pool pool, SharedChain.Kind address, SharedChain.Kind port) {
            return pool.chain(nodePort ? port : address);
        }

        private StandardSet pick(StandardSet address, StandardSet port) {
            return nodePort ? port : address;
        }

        private StandardSet endpoints() {
            return pick(StandardSet.ENDPOINTS, StandardSet.NODEPORT_ENDPOINTS);
        }

        private void addSlots(StandardSet set, Pool pool) {
            if (!pool.slots().isEmpty()) {
                Keys.addSlots(key, pool.slots(), part.packed(set.spec(family)));
            }
        }

        private void renderFirewall(String comment) {
            AllowList sources = AllowList.of(family, frontend.allowedSources());
            part.use(sources);
            add(
                    StandardSet.FIREWALL_IPS,
                    Element.of(keyBytes, sources.verdict()).withComment(comment));
        }

        private void add(StandardSet set, Element element) {
            part.add(set.spec(family), element);
        }
    }
}
