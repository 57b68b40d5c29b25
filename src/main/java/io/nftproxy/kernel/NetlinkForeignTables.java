package io.nftproxy.kernel;

import io.nftproxy.core.diff.KernelUnavailable;
import io.nftproxy.core.nft.ForeignTable;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.nftables.ElementCount;
import io.nftproxy.kernel.netlink.nftables.ForeignTableDecoder;
import io.nftproxy.kernel.netlink.nftables.TableListDecoder;
import io.nftproxy.kernel.netlink.nftables.TableRequests;
import io.nftproxy.sync.takeover.ForeignTables;
import java.util.Set;

/** The tables of all owners in a network namespace, read over one netlink socket. */
public final class NetlinkForeignTables implements ForeignTables, AutoCloseable {
    private final NetlinkSocket socket;
    private final Generations generations;
    private final TableRequests requests = new TableRequests();

    /** Takes over the socket, and closes it with this object. */
    public NetlinkForeignTables(NetlinkSocket socket) {
        this.socket = socket;
        this.generations = new Generations(socket);
    }

    @Override
    public Set<TableRef> tables() throws KernelUnavailable {
        return consistent(
                "the tables",
                () -> {
                    TableListDecoder decoder = new TableListDecoder();
                    boolean interrupted = socket.request(requests.tables(), decoder::accept);
                    return interrupted ? null : decoder.tables();
                });
    }

    @Override
    public ForeignTable read(TableRef table) throws KernelUnavailable {
        return consistent(
                table.toString(),
                () -> {
                    ForeignTableDecoder decoder = new ForeignTableDecoder(table);
                    boolean interrupted = socket.request(requests.chains(table), decoder::accept);
                    interrupted |= socket.request(requests.rules(table), decoder::accept);
                    return interrupted ? null : decoder.table();
                });
    }

    private <T> T consistent(String what, Generations.Read<T> reading) throws KernelUnavailable {
        try {
            return generations.consistent(reading);
        } catch (NetlinkException e) {
            throw new KernelUnavailable("cannot read " + what + ": " + e.getMessage());
        }
    }

    @Override
    public boolean hasElements(TableRef table, String set) throws KernelUnavailable {
        try {
            ElementCount elements = new ElementCount();
            return socket.find(requests.elements(table, set), elements::accept)
                    && elements.count() > 0;
        } catch (NetlinkException e) {
            throw new KernelUnavailable(
                    "cannot read %s of %s: %s".formatted(set, table, e.getMessage()));
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
