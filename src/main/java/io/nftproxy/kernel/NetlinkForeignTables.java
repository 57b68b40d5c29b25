package io.nftproxy.kernel;

import io.nftproxy.core.diff.KernelUnavailable;
import io.nftproxy.core.nft.ForeignTable;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.nftables.ElementCount;
import io.nftproxy.kernel.netlink.nftables.ForeignTableDecoder;
import io.nftproxy.kernel.netlink.nftables.Generation;
import io.nftproxy.kernel.netlink.nftables.TableListDecoder;
import io.nftproxy.kernel.netlink.nftables.TableRequests;
import io.nftproxy.sync.takeover.ForeignTables;
import java.util.Set;

/** The tables of all owners in a network namespace, read over one netlink socket. */
public final class NetlinkForeignTables implements ForeignTables, AutoCloseable {
    /** Reads that another commit interrupts, in a row, before giving up. */
    private static final int MAX_READINGS = 100;

    private final NetlinkSocket socket;
    private final TableRequests requests = new TableRequests();

    /** Takes over the socket, and closes it with this object. */
    public NetlinkForeignTables(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** A read during which the ruleset may change. */
    @FunctionalInterface
    private interface Reading<T> {
        Snapshot<T> read() throws NetlinkException;
    }

    private record Snapshot<T>(boolean interrupted, T content) {}

    @Override
    public Set<TableRef> tables() throws KernelUnavailable {
        return consistent(
                "the tables",
                () -> {
                    TableListDecoder decoder = new TableListDecoder();
                    boolean interrupted =
                            socket.request(
                                    requests.tables(socket.takeSequences(1)), decoder::accept);
                    return new Snapshot<>(interrupted, decoder.tables());
                });
    }

    @Override
    public ForeignTable read(TableRef table) throws KernelUnavailable {
        return consistent(
                table.toString(),
                () -> {
                    ForeignTableDecoder decoder = new ForeignTableDecoder(table);
                    boolean interrupted =
                            socket.request(
                                    requests.chains(table, socket.takeSequences(1)),
                                    decoder::accept);
                    interrupted |=
                            socket.request(
                                    requests.rules(table, socket.takeSequences(1)),
                                    decoder::accept);
                    return new Snapshot<>(interrupted, decoder.table());
                });
    }

    @Override
    public boolean hasElements(TableRef table, String set) throws KernelUnavailable {
        try {
            ElementCount elements = new ElementCount();
            socket.request(
                    requests.elements(table, set, socket.takeSequences(1)), elements::accept);
            return elements.count() > 0;
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENOENT) {
                return false;
            }
            throw new KernelUnavailable(
                    "cannot read %s of %s: %s".formatted(set, table, e.getMessage()));
        }
    }

    private <T> T consistent(String what, Reading<T> reading) throws KernelUnavailable {
        try {
            int before = generation();
            for (int i = 0; i < MAX_READINGS; i++) {
                Snapshot<T> snapshot = reading.read();
                int after = generation();
                if (!snapshot.interrupted() && before == after) {
                    return snapshot.content();
                }
                before = after;
            }
        } catch (NetlinkException e) {
            throw new KernelUnavailable("cannot read " + what + ": " + e.getMessage());
        }
        throw new KernelUnavailable(
                "cannot read " + what + ": other processes commit without a pause");
    }

    private int generation() throws NetlinkException {
        int[] generation = new int[1];
        socket.request(
                requests.generation(socket.takeSequences(1)),
                message -> generation[0] = Generation.of(message));
        return generation[0];
    }

    @Override
    public void close() {
        socket.close();
    }
}
