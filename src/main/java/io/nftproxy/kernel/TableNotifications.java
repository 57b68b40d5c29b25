package io.nftproxy.kernel;

import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.MalformedMessage;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.kernel.netlink.nftables.ChangeNews;
import io.nftproxy.kernel.netlink.nftables.NftMessage;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A socket in the multicast group of nf_tables. A {@link NotificationFilter} keeps away what we
 * commit and what is about other tables, so that a firewall that loads 100,000 elements next to us
 * wakes nobody. Notifications that did not fit into the socket count as a change.
 *
 * <p>The kernel queues the notifications of a commit before it lets the next one begin.
 */
final class TableNotifications implements ForeignChanges {
    /** {@code NFNLGRP_NFTABLES}. */
    private static final int GROUP = 7;

    /** Messages of one commit are put together in datagrams of up to 8 KiB. */
    private static final int DATAGRAM_BYTES = 1 << 14;

    private final LinuxSocketCalls calls;
    private final ByteBuffer buffer = LibC.buffer(DATAGRAM_BYTES);
    private final ChangeNews news;
    private Runnable wake = () -> {};

    private TableNotifications(LinuxSocketCalls calls, TableRef table) {
        this.calls = calls;
        this.news = new ChangeNews(table);
    }

    /**
     * Notifications of the calling thread's network namespace; it does not listen yet.
     *
     * @param ownPort of the socket that we commit with
     */
    static TableNotifications open(TableRef table, int ownPort) throws NetlinkException {
        LinuxSocketCalls calls = LinuxSocketCalls.open(NetlinkSocket.NETLINK_NETFILTER);
        try {
            calls.attachFilter(NotificationFilter.program(table, ownPort, NftMessage.NEWGEN));
            return new TableNotifications(calls, table);
        } catch (NetlinkException e) {
            calls.close();
            throw e;
        }
    }

    @Override
    public synchronized @Nullable String seen() {
        receive();
        return news.text();
    }

    @Override
    public synchronized void forget() {
        receive();
        news.clear();
    }

    @Override
    public synchronized void pause() {
        calls.leave(GROUP);
    }

    @Override
    public synchronized void listen() throws NetlinkException {
        calls.join(GROUP);
    }

    @Override
    public synchronized void onChange(Runnable wake) {
        this.wake = wake;
    }

    @Override
    public int descriptor() {
        return calls.descriptor();
    }

    @Override
    public synchronized void readable() {
        if (receive()) {
            wake.run();
        }
    }

    /** Takes in all there is; whether some of it was about the table. */
    private boolean receive() {
        boolean changed = false;
        while (true) {
            int length = calls.receive(buffer);
            if (length == -Errno.EAGAIN) {
                return changed;
            }
            if (length != -Errno.EINTR) {
                changed |= accept(length);
            }
        }
    }

    private boolean accept(int length) {
        if (length < 0 || length > DATAGRAM_BYTES) {
            news.changed("more than the kernel could report");
            return true;
        }
        boolean changed = false;
        try {
            MessageReader messages = new MessageReader(buffer, length);
            while (messages.next()) {
                changed |= news.accept(messages);
            }
        } catch (MalformedMessage e) {
            news.changed("something that cannot be read, " + e.getMessage());
            changed = true;
        }
        return changed;
    }

    @Override
    public void close() {
        calls.close();
    }
}
