package io.nftproxy.sync.localhost;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** On which loopback addresses nodePorts were asked for. */
public final class LoopbackAddresses {
    private static final List<IpAddress> SERVED =
            List.of(IpAddress.of("127.0.0.1"), IpAddress.of("::1"));

    private LoopbackAddresses() {}

    /**
     * Those of 127.0.0.1 and ::1 that were named.
     *
     * @param localhost whether the keyword {@code localhost} was given
     * @param cidrs networks given; one that is no loopback network, as 0.0.0.0/0, names none
     */
    public static Set<IpAddress> named(boolean localhost, List<Cidr> cidrs) {
        Set<IpAddress> named = new TreeSet<>();
        for (IpAddress address : SERVED) {
            boolean inNetwork =
                    cidrs.stream()
                            .anyMatch(
                                    cidr -> cidr.network().isLoopback() && cidr.contains(address));
            if (localhost || inNetwork) {
                named.add(address);
            }
        }
        return named;
    }
}
