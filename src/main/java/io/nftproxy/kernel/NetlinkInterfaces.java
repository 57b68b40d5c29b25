package io.nftproxy.kernel;

import io.nftproxy.kernel.netlink.route.RouteRequests;

/** The network interfaces of a network namespace, over one netlink socket. */
public final class NetlinkInterfaces implements AutoCloseable {
    private final NetlinkSocket socket;
    private final RouteRequests requests = new RouteRequests();

    /** Takes over a socket of {@link NetlinkSocket#openRoute}, and closes it with this object. */
    public NetlinkInterfaces(NetlinkSocket socket) {
        this.socket = socket;
    }

    /**
     * Deletes an interface and its addresses.
     *
     * @param name for example {@code kube-ipvs0}
     * @return false if no interface has this name
     */
    public boolean delete(String name) throws NetlinkException {
        try {
            socket.request(requests.deleteLink(name), _ -> {});
            return true;
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENODEV) {
                return false;
            }
            throw new NetlinkException("cannot delete the interface " + name, e.errno());
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
