package io.nftproxy.sync.takeover;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes what kube-proxy's ipvs mode leaves outside of iptables: the interface {@code kube-ipvs0}
 * and the virtual servers of IPVS.
 *
 * <p>The interface has all service addresses, so that the node accepts packets to them. Left there,
 * daemons of the host answer on any port of a ClusterIP, and IPVS goes on with Services that are
 * deleted. Connections that IPVS translates end with it.
 *
 * <p>IPVS is left alone on a node without that interface: then the virtual servers are somebody
 * else's.
 */
public final class IpvsTakeover {
    static final String INTERFACE = "kube-ipvs0";

    private final Interfaces interfaces;
    private final VirtualServers servers;

    public IpvsTakeover(Interfaces interfaces, VirtualServers servers) {
        this.interfaces = interfaces;
        this.servers = servers;
    }

    /** Removes both; the kernel's refusal to remove one leaves the other as it is. */
    public Outcome run() {
        List<String> removed = new ArrayList<>();
        try {
            if (!interfaces.delete(INTERFACE)) {
                return Outcome.NOTHING;
            }
            removed.add("interface " + INTERFACE);
        } catch (IOException e) {
            return new Outcome(removed, List.of(interfaceStays(e)));
        }
        try {
            if (servers.flush()) {
                removed.add("all virtual servers of IPVS");
            }
        } catch (IOException e) {
            return new Outcome(removed, List.of(serversStay(e)));
        }
        return new Outcome(removed, List.of());
    }

    private static String interfaceStays(IOException e) {
        return ("the interface %1$s and the virtual servers of IPVS are left: %2$s; daemons of this"
                        + " node answer on service addresses, and deleted Services go on; on the"
                        + " host, run: ip link delete %1$s; ipvsadm --clear")
                .formatted(INTERFACE, e.getMessage());
    }

    private static String serversStay(IOException e) {
        return ("virtual servers of IPVS are left: %s; connections from this node to deleted"
                        + " Services, and from anywhere to their nodePorts, may reach old endpoints;"
                        + " on the host, run: ipvsadm --clear")
                .formatted(e.getMessage());
    }
}
