package io.nftproxy.kernel;

import io.nftproxy.core.flows.FlowEvent;
import io.nftproxy.kernel.netlink.MalformedMessage;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.kernel.netlink.conntrack.FlowDecoder;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * The changes of the conntrack table of a network namespace, over a netlink socket in the multicast
 * groups for them. The kernel sends them only while a socket is in a group, so only a running
 * command and {@code --service-metrics} open one. Used by one thread.
 */
public final class NetlinkFlowEvents implements AutoCloseable {
    /** {@code NFNLGRP_CONNTRACK_NEW}, {@code _UPDATE} and {@code _DESTROY}. */
    private static final int[] ALL = {1, 2, 3};

    private static final int[] NEW = {1};

    /** An event has less than 512 bytes; a busy node has tens of thousands a second. */
    private static final int RECEIVE_BUFFER_BYTES = 4 << 20;

    private final LinuxSocketCalls calls;
    private final ByteBuffer buffer = LibC.buffer(1 << 13);
    private long lost;

    private NetlinkFlowEvents(LinuxSocketCalls calls) {
        this.calls = calls;
    }

    /**
     * Subscribes to the changes in the calling thread's network namespace.
     *
     * @throws NetlinkException if the kernel refuses it, as without CAP_NET_ADMIN
     */
    public static NetlinkFlowEvents open() throws NetlinkException {
        return open(ALL);
    }

    /** Subscribes to new entries only. */
    static NetlinkFlowEvents openNew() throws NetlinkException {
        return open(NEW);
    }

    private static NetlinkFlowEvents open(int[] groups) throws NetlinkException {
        LinuxSocketCalls calls = LinuxSocketCalls.open(NetlinkSocket.NETLINK_NETFILTER);
        calls.growReceiveBuffer(RECEIVE_BUFFER_BYTES);
        try {
            for (int group : groups) {
                calls.join(group);
            }
        } catch (NetlinkException e) {
            calls.close();
            throw new NetlinkException(
                    "cannot receive conntrack events (CAP_NET_ADMIN is required)", e.errno());
        }
        return new NetlinkFlowEvents(calls);
    }

    /** Waits for events up to a time, and passes on all that are queued. */
    public void await(int millis, Consumer<FlowEvent> events) {
        calls.await(millis);
        receive(events);
    }

    /** Passes on all events that are queued. */
    void receive(Consumer<FlowEvent> events) {
        for (int length = calls.receive(buffer); ; length = calls.receive(buffer)) {
            if (length == -Errno.EAGAIN) {
                return;
            }
            if (length > buffer.capacity() || length < 0 && length != -Errno.EINTR) {
                lost++;
            } else if (length > 0) {
                pass(length, events);
            }
        }
    }

    private void pass(int length, Consumer<FlowEvent> events) {
        try {
            MessageReader messages = new MessageReader(buffer, length);
            while (messages.next()) {
                FlowEvent event = FlowDecoder.decodeEvent(messages);
                if (event != null) {
                    events.accept(event);
                }
            }
        } catch (MalformedMessage _) {
            lost++;
        }
    }

    int descriptor() {
        return calls.descriptor();
    }

    /** Returns how often the kernel dropped events because they were read too slowly. */
    public long lost() {
        return lost;
    }

    @Override
    public void close() {
        calls.close();
    }
}
