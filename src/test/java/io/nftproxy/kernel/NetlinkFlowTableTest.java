package io.nftproxy.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nftproxy.core.flows.Flow;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.kernel.netlink.HexFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Interrupted dumps, missing filters and rejected deletions, from a scripted kernel. */
class NetlinkFlowTableTest {
    private static final int FLAGS = 6;
    private static final int SEQUENCE = 8;
    private static final int NLM_F_DUMP_INTR = 0x10;
    private static final int NLM_F_DUMP_FILTERED = 0x20;

    private final ScriptedKernel kernel = new ScriptedKernel();
    private final NetlinkFlowTable flows = new NetlinkFlowTable(new NetlinkSocket(kernel));

    @Test
    void deletesStaleFlows() throws Exception {
        kernel.reply(dump(0, "flow-udp4", "flow-udp4-zone", "flow-tcp4")).reply(acks(0));

        assertThat(flows.deleteUdp(IpFamily.IPV4, flow -> flow.zone() == 7)).isEqualTo(1);
        assertThat(kernel.sent()).hasSize(2);
    }

    @Test
    void checksFlowsAgainBeforeDeletingThem() throws Exception {
        kernel.reply(dump(0, "flow-udp4"));
        List<Flow> asked = new ArrayList<>();

        int deleted =
                flows.deleteUdp(
                        IpFamily.IPV4,
                        flow -> {
                            asked.add(flow);
                            return asked.size() == 1;
                        });

        assertThat(deleted).isZero();
        assertThat(asked).hasSize(2);
        assertThat(kernel.sent()).hasSize(1);
    }

    @Test
    void countsAFlowThatEndedAsDeleted() throws Exception {
        kernel.reply(dump(0, "flow-udp4", "flow-udp4-zone")).reply(acks(0, Errno.ENOENT));

        assertThat(flows.deleteUdp(IpFamily.IPV4, NetlinkFlowTableTest::every)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.EINVAL, Errno.EOPNOTSUPP})
    void filtersWhenTheKernelHasNoFilter(int errno) throws Exception {
        kernel.reply(error(errno)).reply(dump(0, "flow-udp4")).reply(acks(0)).reply(dump(0));

        assertThat(flows.deleteUdp(IpFamily.IPV4, NetlinkFlowTableTest::every)).isEqualTo(1);
        assertThat(flows.deleteUdp(IpFamily.IPV4, NetlinkFlowTableTest::every)).isZero();
        assertThat(kernel.sent().stream().map(request -> request.length).toList())
                .as("the filter is tried once")
                .containsExactly(48, 20, 80, 20);
    }

    @Test
    void repeatsAnInterruptedDump() throws Exception {
        kernel.reply(dump(NLM_F_DUMP_INTR, "flow-udp4"))
                .reply(acks(0))
                .reply(dump(NLM_F_DUMP_FILTERED, "flow-udp4-zone"))
                .reply(acks(0));

        assertThat(flows.deleteUdp(IpFamily.IPV4, NetlinkFlowTableTest::every)).isEqualTo(2);
    }

    @Test
    void repeatsADumpThatOverflowed() throws Exception {
        kernel.reply(sequence -> List.of(flow("flow-udp4", sequence, 0), Errno.ENOBUFS))
                .reply(acks(0))
                .reply(dump(0, "flow-udp4-zone"))
                .reply(acks(0));

        assertThat(flows.deleteUdp(IpFamily.IPV4, NetlinkFlowTableTest::every)).isEqualTo(2);
    }

    @Test
    void repeatsTheDumpWhenRepliesToDeletionsAreLost() throws Exception {
        kernel.reply(dump(0, "flow-udp4", "flow-udp4-zone"))
                .reply(sequence -> List.of(ack(sequence, 0), Errno.ENOBUFS))
                .reply(dump(0, "flow-udp4-zone"))
                .reply(acks(0));

        assertThat(flows.deleteUdp(IpFamily.IPV4, NetlinkFlowTableTest::every)).isEqualTo(2);
    }

    @Test
    void failsWhenEveryDumpIsInterrupted() {
        for (int i = 0; i < 10; i++) {
            kernel.reply(dump(NLM_F_DUMP_INTR));
        }

        assertThatThrownBy(() -> flows.deleteUdp(IpFamily.IPV6, NetlinkFlowTableTest::every))
                .hasMessage("cannot read the IPv6 flows: interrupted 10 times: EAGAIN");
    }

    @Test
    void deletesTheOthersWhenOneIsRefused() {
        kernel.reply(dump(0, "flow-udp4", "flow-udp4-zone")).reply(acks(16, 0));

        assertThatThrownBy(() -> flows.deleteUdp(IpFamily.IPV4, NetlinkFlowTableTest::every))
                .hasMessage(
                        "cannot delete UDP 10.244.1.5:40000 to 10.96.0.10:53,"
                                + " answered by 10.244.1.7:53: EBUSY");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1  | cannot read the IPv4 flows (CAP_NET_ADMIN is required): EPERM
                    22 | cannot read the IPv4 flows (the module \
                    nf_conntrack_netlink is required): EINVAL
                    12 | cannot read the IPv4 flows: ENOMEM
                    """)
    void namesTheMissingPermissionOrModule(int errno, String message) {
        kernel.reply(error(errno)).reply(error(errno));

        assertThatThrownBy(() -> flows.deleteUdp(IpFamily.IPV4, NetlinkFlowTableTest::every))
                .hasMessage(message);
    }

    private static boolean every(Flow flow) {
        return flow.family() == IpFamily.IPV4;
    }

    private static Function<Integer, List<Object>> dump(int flags, String... recordings) {
        return sequence -> {
            List<Object> datagrams = new ArrayList<>();
            for (String recording : recordings) {
                datagrams.add(flow(recording, sequence, flags));
            }
            datagrams.add(message(3, flags, sequence, new byte[4]));
            return datagrams;
        };
    }

    private static byte[] flow(String recording, int sequence, int flags) {
        byte[] bytes = HexFile.read(recording);
        bytes[FLAGS] |= (byte) flags;
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(SEQUENCE, sequence);
        return bytes;
    }

    private static Function<Integer, List<Object>> error(int errno) {
        return sequence -> List.of(ack(sequence, errno));
    }

    private static Function<Integer, List<Object>> acks(int... errnos) {
        return sequence -> {
            List<Object> replies = new ArrayList<>();
            for (int i = 0; i < errnos.length; i++) {
                replies.add(ack(sequence + i, errnos[i]));
            }
            return replies;
        };
    }

    private static byte[] ack(int sequence, int errno) {
        ByteBuffer body = ByteBuffer.allocate(20).order(ByteOrder.nativeOrder());
        body.putInt(-errno).putInt(16).putShort((short) 0).putShort((short) 0).putInt(sequence);
        return message(2, 0x100, sequence, body.array());
    }

    private static byte[] message(int type, int flags, int sequence, byte[] body) {
        ByteBuffer message = ByteBuffer.allocate(16 + body.length).order(ByteOrder.nativeOrder());
        message.putInt(message.capacity()).putShort((short) type).putShort((short) flags);
        message.putInt(sequence).putInt(0).put(body);
        return Arrays.copyOf(message.array(), message.capacity());
    }
}
