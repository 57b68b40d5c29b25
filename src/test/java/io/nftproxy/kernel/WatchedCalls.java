package io.nftproxy.kernel;

import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_DUMP;

import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.kernel.netlink.nftables.NftMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A socket to the real kernel that records which sets were dumped and which were read by keys. */
final class WatchedCalls implements SingleReceives {
    private static final int NETLINK_NETFILTER = 12;
    private static final int NFTA_SET_ELEM_LIST_SET = 2;
    private static final int NFTA_SET_COUNT = 20;
    private static final int UNKNOWN_ATTRIBUTE = 0x3ffe;
    private static final int FIRST_ATTRIBUTE_OFFSET = 20;

    private final SocketCalls calls;
    private final List<String> dumped = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private Runnable beforeKeys = () -> {};
    private boolean hidesCounts;
    private boolean keepsRoom;

    private WatchedCalls(SocketCalls calls) {
        this.calls = calls;
    }

    static WatchedCalls open(NetworkNamespace namespace) throws Exception {
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            return new WatchedCalls(LinuxSocketCalls.open(NETLINK_NETFILTER));
        }
    }

    /** Sets an action that runs once, just before the first read by keys. */
    WatchedCalls beforeKeys(Runnable action) {
        beforeKeys = action;
        return this;
    }

    /** Hides element counts, as kernels before 6.18 do. */
    WatchedCalls hidingCounts() {
        hidesCounts = true;
        return this;
    }

    /** Limits the receive buffer, as for a process without CAP_NET_ADMIN on the host. */
    WatchedCalls keepingRoom() {
        keepsRoom = true;
        return this;
    }

    /** Returns the dumped sets, one entry for each dump. */
    List<String> dumped() {
        return dumped;
    }

    /** Returns the sets read by keys, one entry for each request. */
    List<String> asked() {
        return asked;
    }

    @Override
    public int send(ByteBuffer datagram) {
        MessageReader messages = new MessageReader(datagram, datagram.limit());
        while (messages.next()) {
            if (messages.type() == NftMessage.GETSETELEM) {
                note(messages);
            }
        }
        return calls.send(datagram);
    }

    private void note(MessageReader request) {
        if (request.hasFlag(NLM_F_DUMP)) {
            dumped.add(setOf(request));
            return;
        }
        asked.add(setOf(request));
        Runnable action = beforeKeys;
        beforeKeys = () -> {};
        action.run();
    }

    private static String setOf(MessageReader request) {
        AttributeReader attributes = request.attributes();
        while (attributes.next()) {
            if (attributes.type() == NFTA_SET_ELEM_LIST_SET) {
                return attributes.string();
            }
        }
        throw new AssertionError("elements of no set");
    }

    @Override
    public int receive(ByteBuffer into) {
        int length = calls.receive(into);
        if (hidesCounts && length > 0) {
            MessageReader messages = new MessageReader(into, length);
            while (messages.next()) {
                if (messages.type() == NftMessage.NEWSET) {
                    hideCount(into.order(ByteOrder.nativeOrder()), messages);
                }
            }
        }
        return length;
    }

    private static void hideCount(ByteBuffer datagram, MessageReader set) {
        int at = set.start() + FIRST_ATTRIBUTE_OFFSET;
        while (at < set.start() + set.length()) {
            if (datagram.getShort(at + 2) == NFTA_SET_COUNT) {
                datagram.putShort(at + 2, (short) UNKNOWN_ATTRIBUTE);
            }
            at += (datagram.getShort(at) + 3) & ~3;
        }
    }

    @Override
    public int growSendBuffer(int bytes) {
        return calls.growSendBuffer(bytes);
    }

    @Override
    public int growReceiveBuffer(int bytes) {
        return calls.growReceiveBuffer(keepsRoom ? 0 : bytes);
    }

    @Override
    public int port() {
        return calls.port();
    }

    @Override
    public void close() {
        calls.close();
    }
}
