package io.nftproxy.core.explain;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.flows.Flow;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.plan.Route;
import io.nftproxy.core.plan.Unused;
import io.nftproxy.core.render.Nft;
import io.nftproxy.core.trace.Outcome;
import io.nftproxy.core.trace.Packet;
import io.nftproxy.core.trace.PacketTracer;
import io.nftproxy.core.trace.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Explains packets: walks them through the table that the kernel has, and finds the reasons in the
 * objects and plans of the proxy.
 */
public final class Explainer {
    private static final int FLOWS_MAX = 10;

    private final @Nullable ProxyState state;
    private final KernelView kernel;
    private final Set<IpAddress> local;
    private final Targets targets;

    /**
     * @param state null if no proxy answers; then reasons and unused endpoints are unknown
     * @param local the addresses of this node
     */
    public Explainer(@Nullable ProxyState state, KernelView kernel, Set<IpAddress> local) {
        this.state = state;
        this.kernel = kernel;
        this.local = Set.copyOf(local);
        this.targets = new Targets(state, this.local);
    }

    /**
     * Explains a packet.
     *
     * @param to {@code 10.96.0.10:80/tcp}, {@code node:30080} or {@code shop/web:http}
     * @param from {@code pod}, {@code node}, {@code outside} or an address
     * @param inputInterface where the packet arrives; empty for one that fits
     */
    public Explanation explain(String to, String from, String inputInterface)
            throws NoAnswer, KernelFailure {
        Target target = targets.find(to);
        Origin origin =
                Origin.of(
                        from,
                        inputInterface,
                        target.address(),
                        state == null ? null : state.nodePlan(),
                        local);
        Ruleset table = kernel.readDeclarations();
        boolean isActive = table.condition() != Ruleset.Condition.DORMANT && table.present();
        List<Trace> traces = trace(target, origin, isActive ? table : Ruleset.ABSENT);
        Targets.Owned owned = targets.owner(target);
        Endpoint remembered =
                owned == null || !isActive
                        ? null
                        : new AffinityEntry(table, kernel.elements())
                                .of(owned.port(), origin.address());
        List<Explanation.Choice> choices =
                withReasons(
                        choices(owned, origin, traces),
                        remembered == null ? Unused.HASHED_ELSEWHERE : Unused.AFFINITY);
        return new Explanation(
                target,
                origin,
                owned == null ? null : owned.port().name(),
                owned == null ? null : owned.port().scheduler(),
                traces,
                isActive ? cause(target, origin, owned, traces) : PacketCause.TABLE_ABSENT,
                choices,
                remembered,
                flows(target, origin));
    }

    private List<Trace> trace(Target target, Origin origin, Ruleset table) {
        Set<Bytes> addresses =
                local.stream().map(one -> Bytes.wrap(one.toBytes())).collect(Collectors.toSet());
        Packet packet =
                new Packet(
                        Nft.family(target.address().family()),
                        target.protocol().number(),
                        Bytes.wrap(origin.address().toBytes()),
                        Bytes.wrap(target.address().toBytes()),
                        target.port(),
                        origin.inputInterface());
        return new PacketTracer(table, kernel.elements(), addresses).trace(packet);
    }

    private List<Explanation.Choice> choices(
            Targets.@Nullable Owned owned, Origin origin, List<Trace> traces) throws NoAnswer {
        Map<Endpoint, Explanation.Choice> byEndpoint = new LinkedHashMap<>();
        if (owned != null && state != null) {
            statuses(state, owned, origin)
                    .forEach(
                            one ->
                                    byEndpoint.put(
                                            one.endpoint(),
                                            new Explanation.Choice(
                                                    one.endpoint(),
                                                    one.facts(),
                                                    0,
                                                    false,
                                                    one.unused())));
        }
        for (Trace trace : traces) {
            if (trace.outcome() instanceof Outcome.Accepted accepted && accepted.translated()) {
                Endpoint endpoint = endpoint(accepted);
                Explanation.Choice known = byEndpoint.get(endpoint);
                byEndpoint.put(
                        endpoint,
                        new Explanation.Choice(
                                endpoint,
                                known == null ? null : known.facts(),
                                trace.probability(),
                                accepted.masqueraded(),
                                null));
            }
        }
        return new ArrayList<>(byEndpoint.values());
    }

    /**
     * Adds the reason of usable endpoints that this packet cannot reach while it reaches others.
     */
    private static List<Explanation.Choice> withReasons(
            List<Explanation.Choice> choices, Unused reason) {
        boolean reaches = choices.stream().anyMatch(one -> one.probability() > 0);
        return choices.stream()
                .map(
                        one ->
                                reaches && one.probability() == 0 && one.unused() == null
                                        ? new Explanation.Choice(
                                                one.endpoint(), one.facts(), 0, false, reason)
                                        : one)
                .toList();
    }

    private List<EndpointStatus> statuses(ProxyState known, Targets.Owned owned, Origin origin)
            throws NoAnswer {
        Service service = known.service(owned.port().name().service());
        EndpointStatuses.Pool pool =
                switch (owned.frontend().route()) {
                    case INTERNAL_LOCAL, DROP -> EndpointStatuses.Pool.LOCAL;
                    case LOCAL ->
                            origin.kind() == Origin.Kind.OUTSIDE
                                    ? EndpointStatuses.Pool.LOCAL
                                    : EndpointStatuses.Pool.CLUSTER;
                    case CLUSTER, EXTERNAL, REJECT -> EndpointStatuses.Pool.CLUSTER;
                };
        for (ServicePort port : service.ports()) {
            if (port.name().equals(owned.port().name().port())
                    && port.protocol() == owned.port().name().protocol()) {
                return new EndpointStatuses(known, service)
                        .ofPort(port, owned.port().family(), pool);
            }
        }
        return List.of();
    }

    private static Endpoint endpoint(Outcome.Accepted accepted) {
        byte[] bytes = accepted.destination().toArray();
        IpFamily family = bytes.length == 4 ? IpFamily.IPV4 : IpFamily.IPV6;
        return new Endpoint(IpAddress.ofBytes(bytes, 0, family), accepted.port());
    }

    private @Nullable PacketCause cause(
            Target target, Origin origin, Targets.@Nullable Owned owned, List<Trace> traces) {
        return switch (traces.getFirst().outcome()) {
            case Outcome.Accepted accepted when accepted.translated() -> null;
            case Outcome.Accepted _ ->
                    owned != null
                            ? PacketCause.NODE_PORT_CLOSED
                            : isClaimed(target)
                                    ? PacketCause.NOT_PROGRAMMED
                                    : PacketCause.NOT_A_SERVICE;
            case Outcome.Rejected _ ->
                    state == null
                            ? PacketCause.OTHER
                            : owned == null ? PacketCause.UNKNOWN_PORT : PacketCause.NO_ENDPOINTS;
            case Outcome.Dropped _ -> dropped(target, origin, owned);
        };
    }

    private PacketCause dropped(Target target, Origin origin, Targets.@Nullable Owned owned) {
        if (owned == null) {
            return isInServiceCidr(target) ? PacketCause.UNALLOCATED_ADDRESS : PacketCause.OTHER;
        }
        List<Cidr> allowed = owned.frontend().allowedSources();
        if (!allowed.isEmpty()
                && allowed.stream().noneMatch(one -> one.contains(origin.address()))) {
            return PacketCause.SOURCE_RANGES;
        }
        Route route = owned.frontend().route();
        return route == Route.DROP || route == Route.LOCAL
                ? PacketCause.NO_LOCAL_ENDPOINTS
                : PacketCause.OTHER;
    }

    private boolean isInServiceCidr(Target target) {
        return state != null
                && state.nodePlan() != null
                && state
                        .nodePlan()
                        .serviceCidrs()
                        .getOrDefault(target.address().family(), List.of())
                        .stream()
                        .anyMatch(cidr -> cidr.contains(target.address()));
    }

    /** Returns whether a Service claims an address and port that the table does not have. */
    private boolean isClaimed(Target target) {
        return state != null
                && state.services().stream()
                        .filter(one -> one.clusterIps().contains(target.address()))
                        .flatMap(one -> one.ports().stream())
                        .anyMatch(
                                one ->
                                        one.port() == target.port()
                                                && one.protocol() == target.protocol());
    }

    private List<Flow> flows(Target target, Origin origin) throws KernelFailure {
        Endpoint destination = new Endpoint(target.address(), target.port());
        return kernel.flows(
                target.address().family(),
                flow ->
                        flow.protocol() == target.protocol()
                                && flow.destination().equals(destination)
                                && flow.client().address().equals(origin.address()),
                FLOWS_MAX);
    }
}
