package io.nftproxy.kernel;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.kernel.host.InterfaceAddresses;
import io.nftproxy.kernel.netlink.MalformedMessage;
import io.nftproxy.kernel.netlink.route.AddressDecoder;
import io.nftproxy.kernel.netlink.route.RouteRequests;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * The addresses of a network namespace's interfaces. One netlink socket lists them, another waits
 * for changes. Both stay open, so that listing works in a process without free file descriptors.
 */
public final class NetlinkAddresses implements InterfaceAddresses {
    private static final int RTNLGRP_IPV4_IFADDR = 5;
    private static final int RTNLGRP_IPV6_IFADDR = 9;

    /** Notifications discarded by one wait; the rest ends the next one. */
    private static final int MAX_DISCARDED = 1000;

    /** Inconsistent lists in a row before giving up. */
    private static final int MAX_REPEATS = 10;

    private final NetlinkSocket lists;
    private final LinuxSocketCalls changes;

    /** Receives the start of a notification; the rest is truncated. */
    private final ByteBuffer ignored = LibC.buffer(64);

    private final RouteRequests requests = new RouteRequests();

    private NetlinkAddresses(LinuxSocketCalls changes, NetlinkSocket lists) {
        this.changes = changes;
        this.lists = lists;
    }

    /**
     * Opens the addresses of the calling thread's network namespace.
     *
     * @throws NetlinkException if the kernel refuses it
     */
    public static NetlinkAddresses open() throws NetlinkException {
        LinuxSocketCalls changes = LinuxSocketCalls.open(NetlinkSocket.NETLINK_ROUTE);
        try {
            changes.join(RTNLGRP_IPV4_IFADDR);
            changes.join(RTNLGRP_IPV6_IFADDR);
            return new NetlinkAddresses(changes, NetlinkSocket.openRoute());
        } catch (NetlinkException e) {
            changes.close();
            throw e;
        }
    }

    @Override
    public Set<IpAddress> read() throws NetlinkException {
        for (int i = 0; i < MAX_REPEATS; i++) {
            Set<IpAddress> addresses = new HashSet<>();
            if (!list(addresses)) {
                return addresses;
            }
        }
        throw new IncompleteReply("addresses change faster than they can be listed", Errno.EINTR);
    }

    /** Lists the addresses; returns whether they changed meanwhile ({@code NLM_F_DUMP_INTR}). */
    private boolean list(Set<IpAddress> addresses) throws NetlinkException {
        try {
            return lists.request(
                    requests.addresses(),
                    message -> {
                        IpAddress address = AddressDecoder.address(message);
                        if (address != null) {
                            addresses.add(address);
                        }
                    });
        } catch (MalformedMessage e) {
            throw new IncompleteReply(
                    "cannot parse the list of addresses: " + e.getMessage(), Errno.EBADMSG);
        }
    }

    /** Waits for a notification; an overflow of the socket counts as one. */
    @Override
    public void awaitChange(Duration max) {
        changes.await(Math.clamp(max.toMillis(), 1, Integer.MAX_VALUE));
        int result = 0;
        for (int i = 0; i < MAX_DISCARDED && result != -Errno.EAGAIN; i++) {
            result = changes.receive(ignored);
        }
    }

    @Override
    public void close() {
        changes.close();
        lists.close();
    }
}
