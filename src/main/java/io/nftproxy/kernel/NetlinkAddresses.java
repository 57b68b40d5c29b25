package io.nftproxy.kernel;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.kernel.host.InterfaceAddresses;
import io.nftproxy.kernel.netlink.MalformedMessage;
import io.nftproxy.kernel.netlink.route.AddressDecoder;
import io.nftproxy.kernel.netlink.route.AddressRequests;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * The addresses of a network namespace's interfaces. One netlink socket lists them, another waits
 * for changes. Both stay open, so that listing works in a process without free file descriptors.
 */
public final class NetlinkAddresses implements InterfaceAddresses {
    private static final int RTMGRP_IPV4_IFADDR = 0x10;
    private static final int RTMGRP_IPV6_IFADDR = 0x100;

    /** Inconsistent lists in a row before giving up. */
    private static final int MAX_REPEATS = 10;

    private final NetlinkSocket lists;
    private final GroupSocket reports;
    private final AddressRequests requests = new AddressRequests();

    private NetlinkAddresses(GroupSocket reports, NetlinkSocket lists) {
        this.reports = reports;
        this.lists = lists;
    }

    /**
     * Opens the addresses of the calling thread's network namespace.
     *
     * @throws NetlinkException if the kernel refuses it
     */
    public static NetlinkAddresses open() throws NetlinkException {
        GroupSocket reports =
                GroupSocket.open(
                        NetlinkSocket.NETLINK_ROUTE, RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR);
        try {
            return new NetlinkAddresses(reports, NetlinkSocket.openRoute());
        } catch (NetlinkException e) {
            reports.close();
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
                    requests.dump(lists.takeSequences(1)),
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

    @Override
    public void awaitChange(Duration max) {
        reports.await(max);
    }

    @Override
    public void close() {
        reports.close();
        lists.close();
    }
}
