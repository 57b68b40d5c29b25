package io.nftproxy.kernel;

import io.nftproxy.core.diff.ForeignChange;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.MalformedMessage;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.kernel.netlink.nftables.ChangeSummary;
import io.nftproxy.kernel.netlink.nftables.NftMessage;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A netlink socket in the multicast group {@code NFNLGRP_NFTABLES}. A {@link NotificationFilter}
 * drops our own commits and notifications about other tables, so that a firewall that loads 100,000
 * elements does not wake this process. A kernel may refuse the filter, which takes memory of a
 * limited size: then this process drops them itself. An overflow of the socket is a sign of a
 * change.
 *
 * <p>The kernel queues all notifications of a commit before the next commit begins.
 */
final class TableNotifications implements ForeignChanges {
    /** {@code NFNLGRP_NFTABLES}. */
    private static final int GROUP = 7;

    /** The kernel packs the messages of one commit into datagrams of up to 8 KiB. */
    private static final int DATAGRAM_BYTES = 1 << 14;

    /** Receive buffer without a filter, in bytes: room for the notifications of our own commit. */
    private static final int UNFILTERED_BYTES = 1 << 22;

    private static final Logger LOG = LoggerFactory.getLogger(TableNotifications.class);

    private final LinuxSocketCalls calls;
    private final int ownPort;
    private final ByteBuffer buffer = LibC.buffer(DATAGRAM_BYTES);
    private final ChangeSummary summary;
    private Runnable wake = () -> {};

    private TableNotifications(LinuxSocketCalls calls, TableRef table, int ownPort) {
        this.calls = calls;
        this.ownPort = ownPort;
        this.summary = new ChangeSummary(table);
    }

    /**
     * Opens the notifications of the calling thread's network namespace, without listening yet.
     *
     * @param ownPort port ({@code nl_pid}) of the socket that this process commits with
     */
    static TableNotifications open(TableRef table, int ownPort) throws NetlinkException {
        LinuxSocketCalls calls = LinuxSocketCalls.open(NetlinkSocket.NETLINK_NETFILTER);
        filter(calls, table, ownPort);
        return new TableNotifications(calls, table, ownPort);
    }

    /** Examines fewer messages of a datagram where the kernel has no memory for a larger filter. */
    private static void filter(LinuxSocketCalls calls, TableRef table, int ownPort) {
        for (int messages = NotificationFilter.MAX_MESSAGES; ; messages /= 2) {
            try {
                calls.attachFilter(
                        NotificationFilter.program(table, ownPort, NftMessage.NEWGEN, messages));
                return;
            } catch (NetlinkException e) {
                if (messages == 0) {
                    LOG.info("{}; examining the notifications of all tables", e.getMessage());
                    calls.growReceiveBuffer(UNFILTERED_BYTES);
                    return;
                }
            }
        }
    }

    @Override
    public synchronized @Nullable ForeignChange seen() {
        receive();
        return summary.change();
    }

    @Override
    public synchronized void forget() {
        receive();
        summary.clear();
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

    /** Receives everything queued; returns whether the table changed. */
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
            summary.uncertain("notifications were lost");
            return true;
        }
        boolean changed = false;
        try {
            MessageReader messages = new MessageReader(buffer, length);
            while (messages.next()) {
                changed |= messages.port() != ownPort && summary.accept(messages);
            }
        } catch (MalformedMessage e) {
            summary.uncertain("unreadable notification: " + e.getMessage());
            changed = true;
        }
        return changed;
    }

    @Override
    public void close() {
        calls.close();
    }
}
