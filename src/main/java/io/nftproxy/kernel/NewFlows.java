package io.nftproxy.kernel;

import io.nftproxy.core.flows.Flow;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** The new connections of a network namespace, received by a thread of their own. */
public final class NewFlows implements SocketWatch.Watched, AutoCloseable {
    private final NetlinkFlowEvents events;
    private final SocketWatch watch;
    private final Consumer<Flow> flows;
    private final LongConsumer lost;
    private long lostBefore;

    private NewFlows(
            NetlinkFlowEvents events, SocketWatch watch, Consumer<Flow> flows, LongConsumer lost) {
        this.events = events;
        this.watch = watch;
        this.flows = flows;
        this.lost = lost;
    }

    /**
     * Subscribes to the new connections in the calling thread's network namespace.
     *
     * @param flows receives each, after translation
     * @param lost receives how often the kernel dropped events because they were read too slowly
     * @throws NetlinkException if the kernel refuses it, as without CAP_NET_ADMIN
     */
    public static NewFlows open(Consumer<Flow> flows, LongConsumer lost) throws NetlinkException {
        NetlinkFlowEvents events = NetlinkFlowEvents.openNew();
        try {
            SocketWatch watch = new SocketWatch("connections");
            NewFlows opened = new NewFlows(events, watch, flows, lost);
            watch.add(opened);
            return opened;
        } catch (NetlinkException e) {
            events.close();
            throw e;
        }
    }

    @Override
    public int descriptor() {
        return events.descriptor();
    }

    @Override
    public void readable() {
        events.receive(event -> flows.accept(event.flow()));
        if (events.lost() > lostBefore) {
            lost.accept(events.lost() - lostBefore);
            lostBefore = events.lost();
        }
    }

    @Override
    public void close() {
        watch.close();
        events.close();
    }
}
