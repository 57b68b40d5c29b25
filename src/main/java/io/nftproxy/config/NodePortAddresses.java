package io.nftproxy.config;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpFamily;
import java.util.ArrayList;
import java.util.List;

/**
 * The addresses of the node that accept NodePorts: the {@code nodePortAddresses} field.
 *
 * @param primary the keyword {@code primary}: the node's primary address of each family; also true
 *     if the field is empty
 * @param localhost the keyword {@code localhost}: 127.0.0.0/8 and ::1
 * @param all the keyword {@code all}: 0.0.0.0/0 and ::/0
 * @param cidrs the networks named, in the order given
 */
public record NodePortAddresses(boolean primary, boolean localhost, boolean all, List<Cidr> cidrs) {
    private static final List<Cidr> EVERYTHING = List.of(Cidr.of("0.0.0.0/0"), Cidr.of("::/0"));

    /** The meaning of an empty field: the primary addresses. */
    public static final NodePortAddresses DEFAULT =
            new NodePortAddresses(true, false, false, List.of());

    /** All addresses of both families, as networks that each release of kube-proxy reads. */
    static final NodePortAddresses ALL = new NodePortAddresses(false, false, false, EVERYTHING);

    private static final List<Cidr> LOOPBACK = List.of(Cidr.of("127.0.0.0/8"), Cidr.of("::1/128"));

    public NodePortAddresses {
        cidrs = List.copyOf(cidrs);
    }

    /**
     * Returns the networks of one family, keywords resolved but for {@code primary}. Addresses of
     * the node in them accept NodePorts, except loopback.
     */
    public List<Cidr> networks(IpFamily family) {
        List<Cidr> networks = new ArrayList<>();
        if (localhost) {
            networks.addAll(LOOPBACK);
        }
        if (all) {
            networks.addAll(EVERYTHING);
        }
        networks.addAll(cidrs);
        return networks.stream().filter(cidr -> cidr.family() == family).distinct().toList();
    }
}
