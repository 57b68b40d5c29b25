package io.nftproxy.kernel;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.SampleTable;
import io.nftproxy.fuzz.FuzzTarget;
import io.nftproxy.kernel.netlink.nftables.Samples;
import io.nftproxy.testing.Hex;
import java.util.List;

/** Reads, commits and deletions of flows with arbitrary replies of the kernel. */
public final class NetlinkFuzz {
    private static final Transaction COMMIT =
            new Transaction(
                    List.of(
                            new Operation.AddElements(
                                    Samples.TABLE,
                                    Samples.CLUSTER_IPS4,
                                    List.of(Element.of(Hex.bytes("0a60000a"))))));

    private NetlinkFuzz() {}

    public static FuzzTarget target() {
        return new FuzzTarget("netlink-replies", FuzzedReplies.seeds(), NetlinkFuzz::read);
    }

    private static void read(byte[] input) throws Exception {
        for (int use = 0; use < 6; use++) {
            NetlinkSocket socket = new NetlinkSocket(new FuzzedReplies(input));
            try {
                use(use, socket);
            } catch (KernelFailure | NetlinkException _) {
                // Documented.
            }
        }
    }

    private static void use(int use, NetlinkSocket socket) throws KernelFailure, NetlinkException {
        PlayedTable notifications = new PlayedTable();
        NetlinkKernelTable table =
                new NetlinkKernelTable(
                        socket, SampleTable.TABLE, notifications, use == 0 ? null : true, 1000);
        switch (use) {
            case 0, 1 -> table.commit(COMMIT);
            case 2 -> table.read();
            case 3 -> table.fills();
            case 4 -> new NetlinkFlowTable(socket).deleteUdp(IpFamily.IPV4, _ -> true);
            default -> new NetlinkForeignTables(socket).read(SampleTable.TABLE);
        }
    }
}
