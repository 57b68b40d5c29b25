package io.nftproxy.kernel;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelUnavailable;
import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.explain.KernelView;
import io.nftproxy.core.flows.Flow;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.render.ExpectedSlotKeys;
import io.nftproxy.core.trace.ElementLookup;
import io.nftproxy.kernel.netlink.conntrack.FlowDecoder;
import io.nftproxy.kernel.netlink.conntrack.FlowRequests;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The table in the kernel of the calling thread's network namespace, for reading only. */
public final class NetlinkKernelView implements KernelView {
    private final NetlinkSocket socket;
    private final TableNotifications others;
    private final Generations generations;
    private final TableReader reader;
    private final FlowRequests flowRequests = new FlowRequests();

    private NetlinkKernelView(NetlinkSocket socket, TableNotifications others, TableRef table) {
        this.socket = socket;
        this.others = others;
        this.generations = new Generations(socket);
        this.reader = new TableReader(socket, table, others, ElementReader.MAX_DUMPED);
    }

    /**
     * Opens the sockets.
     *
     * @throws KernelUnavailable if the kernel refuses them
     */
    public static NetlinkKernelView open(TableRef table) throws KernelFailure {
        return asked(
                () -> {
                    NetlinkSocket socket = NetlinkSocket.open();
                    return new NetlinkKernelView(
                            socket, TableNotifications.open(table, socket.port()), table);
                });
    }

    /** A request to the kernel. */
    @FunctionalInterface
    private interface Request<T> {
        T send() throws NetlinkException;
    }

    private static <T> T asked(Request<T> request) throws KernelUnavailable {
        try {
            return request.send();
        } catch (NetlinkException e) {
            String hint = e.errno() == Errno.EPERM ? " (CAP_NET_ADMIN is required)" : "";
            throw new KernelUnavailable("cannot read the kernel: " + e.getMessage() + hint);
        }
    }

    @Override
    public Ruleset read() throws KernelFailure {
        return asked(() -> reader.read(new ExpectedSlotKeys()).ruleset());
    }

    @Override
    public Ruleset readDeclarations() throws KernelFailure {
        return asked(reader::readDeclarations);
    }

    @Override
    public ElementLookup elements() {
        return (set, key) -> {
            try {
                return reader.find(set, key);
            } catch (NetlinkException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    @Override
    public List<SetFill> fills() throws KernelFailure {
        return asked(reader::fills);
    }

    @Override
    public List<Flow> flows(IpFamily family, Predicate<Flow> wanted, int max) throws KernelFailure {
        List<Flow> found = new ArrayList<>();
        asked(
                () ->
                        socket.request(
                                flowRequests.dump(family),
                                message -> {
                                    Flow flow = FlowDecoder.decode(message);
                                    if (found.size() < max && flow != null && wanted.test(flow)) {
                                        found.add(flow);
                                    }
                                }));
        return found;
    }

    @Override
    public int generation() throws KernelFailure {
        return asked(generations::current);
    }

    @Override
    public void close() {
        others.close();
        socket.close();
    }
}
