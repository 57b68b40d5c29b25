package io.nftproxy.kernel;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelUnavailable;
import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.explain.KernelView;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.nftables.Generation;
import io.nftproxy.kernel.netlink.nftables.TableRequests;
import java.util.List;

/** The table in the kernel of the calling thread's network namespace, for reading only. */
public final class NetlinkKernelView implements KernelView {
    private final NetlinkSocket socket;
    private final NetlinkKernelTable table;
    private final TableRequests requests = new TableRequests();

    private NetlinkKernelView(NetlinkSocket socket, NetlinkKernelTable table) {
        this.socket = socket;
        this.table = table;
    }

    /**
     * Opens the sockets.
     *
     * @throws KernelUnavailable if the kernel refuses them
     */
    public static NetlinkKernelView open(TableRef table) throws KernelUnavailable {
        try {
            return new NetlinkKernelView(NetlinkSocket.open(), NetlinkKernelTable.open(table));
        } catch (NetlinkException e) {
            throw new KernelUnavailable(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<SetFill> fills() throws KernelFailure {
        return table.fills();
    }

    @Override
    public int generation() throws KernelFailure {
        int[] generation = new int[1];
        try {
            socket.request(
                    requests.generation(socket.takeSequences(1)),
                    message -> generation[0] = Generation.of(message));
        } catch (NetlinkException e) {
            throw new KernelUnavailable("cannot read the generation: " + e.getMessage());
        }
        return generation[0];
    }

    @Override
    public void close() {
        table.close();
        socket.close();
    }
}
