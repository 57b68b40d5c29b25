package io.nftproxy.kernel;

import io.nftproxy.core.diff.KernelUnavailable;
import io.nftproxy.core.nft.ForeignTable;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.nftables.ElementPresence;
import io.nftproxy.kernel.netlink.nftables.ForeignTableDecoder;
import io.nftproxy.kernel.netlink.nftables.Generation;
import io.nftproxy.kernel.netlink.nftables.Requests;
import io.nftproxy.kernel.netlink.nftables.TableListDecoder;
import io.nftproxy.sync.takeover.ForeignTables;
import java.util.Set;

/** All tables of a network namespace, over one netlink socket. */
public final class NetlinkForeignTables implements ForeignTables, AutoCloseable {
    /** How often a reading waits for others to stop committing. */
    private static final int MAX_READINGS = 100;

    private final NetlinkSocket socket;
    private final Requests requests = new Requests();

    /** The tables behind a socket, which it closes. */
    public NetlinkForeignTables(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** A reading, during which the rulesets may change. */
    @FunctionalInterface
    private interface Reading<T> {
        Whole<T> read() throws NetlinkException;
    }

    private record Whole<T>(boolean torn, T content) {}

    @Override
    public Set<TableRef> tables() throws KernelUnavailable {
        return undisturbed(
                "the tables",
                () -> {
                    TableListDecoder decoder = new TableListDecoder();
                    boolean torn =
                            socket.request(
                                    requests.tables(socket.takeSequences(1)), decoder::accept);
                    return new Whole<>(torn, decoder.tables());
                });
    }

    @Override
    public ForeignTable read(TableRef table) throws KernelUnavailable {
        return undisturbed(
                table.toString(),
                () -> {
                    ForeignTableDecoder decoder = new ForeignTableDecoder(table);
                    boolean torn =
                            socket.request(
                                    requests.chains(table, socket.takeSequences(1)),
                                    decoder::accept);
                    torn |=
                            socket.request(
                                    requests.rules(table, socket.takeSequences(1)),
                                    decoder::accept);
                    return new Whole<>(torn, decoder.table());
                });
    }

    @Override
    public boolean hasElements(TableRef table, String set) throws KernelUnavailable {
        try {
            ElementPresence presence = new ElementPresence();
            socket.request(
                    requests.elements(table, set, socket.takeSequences(1)), presence::accept);
            return presence.found();
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENOENT) {
                return false;
            }
            throw new KernelUnavailable(
                    "cannot read %s of %s: %s".formatted(set, table, e.getMessage()));
        }
    }

    private <T> T undisturbed(String what, Reading<T> reading) throws KernelUnavailable {
        try {
            int before = generation();
            for (int i = 0; i < MAX_READINGS; i++) {
                Whole<T> whole = reading.read();
                int after = generation();
                if (!whole.torn() && before == after) {
                    return whole.content();
                }
                before = after;
            }
        } catch (NetlinkException e) {
            throw new KernelUnavailable("cannot read " + what + ": " + e.getMessage());
        }
        throw new KernelUnavailable("cannot read " + what + ": the rulesets never stand still");
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
