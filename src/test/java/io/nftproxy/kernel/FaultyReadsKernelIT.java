package io.nftproxy.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.sync.takeover.ForeignTables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every fault of netlink at every request of the takeover and of a conntrack pass: a table is read
 * as it is or not at all, and the next pass deletes the flows that a failed one left.
 */
class FaultyReadsKernelIT {
    private static final TableRef NAT = new TableRef(TableRef.Family.IP, "nat");
    private static final String RULES =
            """
            table ip nat {
                chain KUBE-SERVICES { counter; }
                chain KUBE-NODEPORTS { counter; }
                chain PREROUTING {
                    type nat hook prerouting priority -100;
                    jump KUBE-SERVICES
                }
            }
            """;

    private final NetworkNamespace namespace = KernelTests.freshNamespace();
    private final Nft nft = new Nft(namespace);

    @AfterEach
    void close() {
        namespace.close();
    }

    @Test
    void kubeProxysTableIsReadCompletelyOrNotAtAll() throws Exception {
        nft.load(RULES);
        String expected = NAT + ": " + read(FaultySocket.open(namespace));
        assertThat(expected).contains("KUBE-SERVICES");
        for (Fault fault : Fault.values()) {
            boolean struck = true;
            for (int request = 1; struck; request++) {
                FaultySocket socket =
                        FaultySocket.open(namespace)
                                .whenOthersCommit(Fault.TABLE_DELETED, this::load)
                                .whenOthersCommit(Fault.OTHER_TABLE_CHANGED, this::changeOther);
                socket.arm(fault, request);
                String read = NAT + ": " + read(socket);
                struck = socket.hasStruck();

                assertThat(read)
                        .as("%s at request %d", fault, request)
                        .matches(text -> text.equals(expected) || text.contains("cannot read"));
            }
        }
    }

    private static String read(FaultySocket socket) {
        ForeignTables tables = socket.foreignTables();
        try {
            return tables.tables().contains(NAT)
                    ? tables.read(NAT).toString().replaceAll("[0-9]+", "")
                    : "no table";
        } catch (KernelFailure e) {
            return String.valueOf(e.getMessage());
        } finally {
            socket.close();
        }
    }

    /** Replaces the table by an equal one. */
    private void load() {
        nft.load("delete table ip nat\n" + RULES);
    }

    private void changeOther() {
        nft.load("add table ip other\ndelete table ip other");
    }

    @Test
    void nextPassDeletesFlowsThatAFailedPassLeft() throws Exception {
        NamespaceCommands commands = new NamespaceCommands(namespace);
        for (Fault fault : Fault.values()) {
            boolean struck = fault != Fault.TABLE_DELETED && fault != Fault.OTHER_TABLE_CHANGED;
            for (int request = 1; struck; request++) {
                insertFlow(commands);
                try (FaultySocket socket = FaultySocket.open(namespace)) {
                    NetlinkFlowTable flows = socket.flows();
                    socket.arm(fault, request);
                    pass(flows);
                    struck = socket.hasStruck();
                    pass(flows);

                    assertThat(flows.deleteUdp(IpFamily.IPV4, _ -> true))
                            .as("flows left after %s at request %d", fault, request)
                            .isZero();
                }
            }
        }
    }

    private static void pass(NetlinkFlowTable flows) {
        try {
            flows.deleteUdp(IpFamily.IPV4, _ -> true);
        } catch (NetlinkException _) {
            // The next pass has to do it.
        }
    }

    private static void insertFlow(NamespaceCommands commands) {
        String flow =
                "conntrack -I -p udp -s 10.244.1.5 -d 10.96.0.10 --sport 40000 --dport 53"
                        + " -r 10.244.1.7 -q 10.244.1.5 --reply-port-src 53"
                        + " --reply-port-dst 40000 -t 300";
        commands.run(flow.split(" "));
    }
}
