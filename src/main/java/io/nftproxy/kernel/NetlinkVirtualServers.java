package io.nftproxy.kernel;

import io.nftproxy.kernel.netlink.generic.GenericRequests;

/** The virtual servers of a network namespace's IPVS, over one netlink socket. */
public final class NetlinkVirtualServers implements AutoCloseable {
    private static final String IPVS = "IPVS";

    private final NetlinkSocket socket;
    private final GenericRequests requests = new GenericRequests();

    /** The virtual servers behind a socket of {@link NetlinkSocket#openGeneric}; closes it. */
    public NetlinkVirtualServers(NetlinkSocket socket) {
        this.socket = socket;
    }

    /**
     * Removes all virtual servers and their real servers.
     *
     * @return false if the kernel has no IPVS, or has not loaded it
     */
    public boolean flush() throws NetlinkException {
        try {
            int family = familyNumber(IPVS);
            socket.request(requests.flushVirtualServers(family, socket.takeSequences(1)), _ -> {});
            return true;
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENOENT) {
                return false;
            }
            throw new NetlinkException("cannot remove the virtual servers of IPVS", e.errno());
        }
    }

    /** The number of a family; the kernel answers {@code ENOENT} if it has none of this name. */
    int familyNumber(String name) throws NetlinkException {
        int[] number = new int[1];
        socket.request(
                requests.family(name, socket.takeSequences(1)),
                answer -> number[0] = GenericRequests.familyNumber(answer));
        return number[0];
    }

    @Override
    public void close() {
        socket.close();
    }
}
