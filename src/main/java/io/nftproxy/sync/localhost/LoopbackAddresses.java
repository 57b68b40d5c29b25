package io.nftproxy.sync.localhost;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The loopback addresses on which nodePorts are served. */
public final class LoopbackAddresses {
    private static final List<IpAddress> SERVED =
            List.of(IpAddress.of("127.0.0.1"), IpAddress.of("::1"));

    private LoopbackAddresses() {}

    /**
     * Returns those of 127.0.0.1 and ::1 that {@code nodePortAddresses} names.
     *
     * @param localhost whether it has the keyword {@code localhost}
     * @param cidrs its networks; only loopback networks count, so 0.0.0.0/0 names none
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
