package io.nftproxy.kernel;

import io.nftproxy.kernel.netlink.generic.GenericRequests;

/** The IPVS virtual servers of a network namespace, over one netlink socket. */
public final class NetlinkVirtualServers implements AutoCloseable {
    private static final String IPVS = "IPVS";

    private final NetlinkSocket socket;
    private final GenericRequests requests = new GenericRequests();

    /** Takes over a socket of {@link NetlinkSocket#openGeneric}, and closes it with this object. */
    public NetlinkVirtualServers(NetlinkSocket socket) {
        this.socket = socket;
    }

    /**
     * Removes all virtual servers and their real servers.
     *
     * @return false if the kernel does not have IPVS loaded
     */
    public boolean flush() throws NetlinkException {
        try {
            int family = familyNumber(IPVS);
            socket.request(requests.flushVirtualServers(family), _ -> {});
            return true;
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENOENT) {
                return false;
            }
            throw new NetlinkException("cannot remove the virtual servers of IPVS", e.errno());
        }
    }

    /** Returns the number of a generic netlink family; {@code ENOENT} if the kernel lacks it. */
    int familyNumber(String name) throws NetlinkException {
        int[] number = new int[1];
        socket.request(
                requests.family(name), reply -> number[0] = GenericRequests.familyNumber(reply));
        return number[0];
    }

    @Override
    public void close() {
        socket.close();
    }
}
