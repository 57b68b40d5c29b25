package io.nftproxy.core.explain;

import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.FrontendKey.AddressKey;
import io.nftproxy.core.model.FrontendKey.NodePortKey;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.plan.Frontend;
import io.nftproxy.core.plan.PortPlan;
import io.nftproxy.core.plan.ServicePlan;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parser of destinations, and the look-up of the Service ports that own them.
 *
 * @param state null if no proxy answers
 * @param local the addresses of this node
 */
record Targets(@Nullable ProxyState state, Set<IpAddress> local) {
    /** A frontend with the Service port that owns it. */
    record Owned(PortPlan port, Frontend frontend) {}

    /**
     * Finds a destination, {@code 10.96.0.10:80/tcp} or {@code shop/web:http}.
     *
     * @throws NoAnswer if there is no such Service or port
     */
    Target find(String text) throws NoAnswer {
        Target.Typed typed = Target.typed(text);
        IpAddress address = typed.isNode() ? nodeAddress() : IpAddress.parse(typed.host());
        if (address == null) {
            return named(typed, text);
        }
        if (typed.number() < 1 || typed.number() > 65_535) {
            throw new NoAnswer(text + ": needs a port, as in 10.96.0.10:80 or node:30080");
        }
        return new Target(address, protocol(typed, address), typed.number());
    }

    /** Returns the primary address of the Node; without a proxy, the first one of this host. */
    private IpAddress nodeAddress() throws NoAnswer {
        for (IpFamily family : IpFamily.values()) {
            IpAddress primary =
                    state == null || state.localNode() == null
                            ? null
                            : state.localNode().address(family);
            if (primary != null) {
                return primary;
            }
        }
        return local.stream()
                .filter(one -> !one.isLoopback() && !one.isLinkLocal())
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new NoAnswer("this node has no address"));
    }

    private boolean isOfThisNode(IpAddress address) {
        boolean isPrimary =
                state != null
                        && state.localNode() != null
                        && address.equals(state.localNode().address(address.family()));
        return isPrimary || local.contains(address) || address.isLoopback();
    }

    /** Returns the protocol: as typed, or the one that a Service has there, or TCP. */
    private Protocol protocol(Target.Typed typed, IpAddress address) {
        if (typed.protocol() != null) {
            return typed.protocol();
        }
        for (Protocol protocol : Protocol.values()) {
            if (owner(new Target(address, protocol, typed.number())) != null) {
                return protocol;
            }
        }
        return Protocol.TCP;
    }

    private Target named(Target.Typed typed, String text) throws NoAnswer {
        String[] name = typed.host().split("/", 2);
        if (name.length < 2) {
            throw new NoAnswer(
                    text + ": must be ADDRESS:PORT, node:PORT or NAMESPACE/SERVICE:PORT");
        }
        if (state == null) {
            throw new NoAnswer(text + ": names need a running proxy; use an address");
        }
        Service service = state.service(new ObjectName(name[0], name[1]));
        List<ServicePort> ports =
                service.ports().stream()
                        .filter(port -> typed.port().isEmpty() || isNamed(port, typed))
                        .filter(
                                port ->
                                        typed.protocol() == null
                                                || port.protocol() == typed.protocol())
                        .toList();
        if (ports.isEmpty()) {
            throw new NoAnswer(service.name() + " has no port " + typed.port());
        }
        ServicePort port = ports.getFirst();
        return new Target(service.clusterIps().getFirst(), port.protocol(), port.port());
    }

    private static boolean isNamed(ServicePort port, Target.Typed typed) {
        return port.name().equals(typed.port()) || port.port() == typed.number();
    }

    /** Returns the Service port that owns a destination; null if none does. */
    @Nullable Owned owner(Target target) {
        AddressKey address = new AddressKey(target.address(), target.protocol(), target.port());
        Owned owned = owner(target.address().family(), address);
        return owned != null || !isOfThisNode(target.address())
                ? owned
                : owner(
                        target.address().family(),
                        new NodePortKey(target.protocol(), target.port()));
    }

    private @Nullable Owned owner(IpFamily family, FrontendKey key) {
        List<ServicePlan> plans = state == null ? List.of() : state.plans();
        for (ServicePlan plan : plans) {
            for (PortPlan port : plan.ports()) {
                if (port.family() != family) {
                    continue;
                }
                for (Frontend frontend : port.frontends()) {
                    if (frontend.key().equals(key)) {
                        return new Owned(port, frontend);
                    }
                }
            }
        }
        return null;
    }
}
