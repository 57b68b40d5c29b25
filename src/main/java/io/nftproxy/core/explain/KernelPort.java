package io.nftproxy.core.explain;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.render.KernelFrontends;
import io.nftproxy.core.render.KernelSlots;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An address and port of a Service, read from the kernel's table when no proxy answers.
 *
 * @param service {@code shop/web:http}, from the comment of the element
 * @param slots the endpoints in the order of their slots
 * @param localSlots the same for the local pool
 */
public record KernelPort(
        String service,
        IpFamily family,
        FrontendKey key,
        List<Endpoint> slots,
        List<Endpoint> localSlots) {
    public KernelPort {
        slots = List.copyOf(slots);
        localSlots = List.copyOf(localSlots);
    }

    /** Returns the ports in a table, sorted by Service and address. */
    public static List<KernelPort> in(Ruleset table) {
        KernelSlots slots = new KernelSlots(table);
        List<KernelPort> ports = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            for (IpFamily family : IpFamily.values()) {
                KernelFrontends.names(table, family, protocol)
                        .forEach(
                                (key, name) ->
                                        ports.add(
                                                new KernelPort(
                                                        name,
                                                        family,
                                                        key,
                                                        slots.slots(key, family),
                                                        slots.localSlots(key, family))));
            }
        }
        ports.sort(
                Comparator.comparing(KernelPort::service)
                        .thenComparing(port -> port.key().toString()));
        return ports;
    }
}
