package io.nftproxy.sync.takeover;

import java.io.IOException;

/**
 * The leftovers of kube-proxy's ipvs mode outside of iptables: the interface {@code kube-ipvs0} and
 * the virtual servers of IPVS.
 *
 * <p>The interface has all service addresses, so the node accepts packets to them. If it stayed,
 * daemons of the host would answer on any port of a ClusterIP, and IPVS would forward to deleted
 * Services. Connections that IPVS translates end when it is deleted.
 *
 * <p>On a node without that interface, the virtual servers belong to another program and stay.
 */
public final class IpvsLeftovers {
    /** The dummy interface on which kube-proxy puts the service addresses. */
    public static final String INTERFACE = "kube-ipvs0";

    private final Deletion interfaceDeletion;
    private final Deletion serversDeletion;

    /** A deletion in the kernel. */
    @FunctionalInterface
    public interface Deletion {
        /**
         * Deletes the object.
         *
         * @return false if there is no such object
         * @throws IOException if the kernel refuses; the message names the object and the error
         */
        boolean run() throws IOException;
    }

    /**
     * @param interfaceDeletion deletes {@link #INTERFACE} and its addresses
     * @param serversDeletion deletes all virtual servers of IPVS
     */
    public IpvsLeftovers(Deletion interfaceDeletion, Deletion serversDeletion) {
        this.interfaceDeletion = interfaceDeletion;
        this.serversDeletion = serversDeletion;
    }

    /** Removes the interface and then the virtual servers; both stay if the interface does. */
    public CleanupResult remove() {
        try {
            if (!interfaceDeletion.run()) {
                return CleanupResult.NOTHING;
            }
        } catch (IOException e) {
            return CleanupResult.problem(
                    ("Interface %1$s and the virtual servers of IPVS stay: %2$s; daemons of this"
                                    + " node answer on service addresses, and IPVS forwards to"
                                    + " deleted Services; on the host, run: ip link delete %1$s;"
                                    + " ipvsadm --clear")
                            .formatted(INTERFACE, e.getMessage()));
        }
        return CleanupResult.removed("interface " + INTERFACE).and(removeServers());
    }

    private CleanupResult removeServers() {
        try {
            return serversDeletion.run()
                    ? CleanupResult.removed("all virtual servers of IPVS")
                    : CleanupResult.NOTHING;
        } catch (IOException e) {
            return CleanupResult.problem(
                    ("Virtual servers of IPVS stay: %s; connections from this node to deleted"
                                    + " Services, and from anywhere to their nodePorts, may reach"
                                    + " old endpoints; on the host, run: ipvsadm --clear")
                            .formatted(e.getMessage()));
        }
    }
}
