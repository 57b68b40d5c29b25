package io.nftproxy.kernel.netlink.conntrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nftproxy.core.flows.Flow;
import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.kernel.netlink.HexFile;
import io.nftproxy.kernel.netlink.MalformedMessage;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.kernel.netlink.MessageWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowDecoderTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    flow-udp4      | 10.244.1.5  | 10.96.0.10 | 10.244.1.7  | 0 | 60a6315a
                    flow-udp4-zone | 10.244.1.6  | 10.96.0.10 | 10.244.1.7  | 7 | 95854fca
                    flow-udp6      | fd00:244::5 | fd00:96::a | fd00:244::7 | 0 | 23cd0f0b
                    """)
    void readsUdpFlows(
            String recording, String client, String service, String pod, int zone, String id) {
        assertThat(decode(HexFile.read(recording)))
                .isEqualTo(
                        new Flow(
                                Protocol.UDP,
                                false,
                                new Endpoint(IpAddress.of(client), 40000),
                                new Endpoint(IpAddress.of(service), 53),
                                new Endpoint(IpAddress.of(pod), 53),
                                new Endpoint(IpAddress.of(client), 40000),
                                Integer.parseUnsignedInt(id, 16),
                                zone));
    }

    @Test
    void readsARecordedConnection() {
        Flow flow = decode(HexFile.read("flow-tcp4"));

        assertThat(flow)
                .hasToString("TCP 10.244.1.5:40001 to 10.96.0.10:80, answered by 10.244.1.7:80");
        assertThat(flow.replied()).isTrue();
    }

    @Test
    void skipsOtherProtocols() {
        byte[] icmp = HexFile.read("flow-tcp4").clone();
        for (int i = 0; i + 4 < icmp.length; i++) {
            // CTA_PROTO_NUM: one byte after a header of four.
            if (icmp[i] == 5 && icmp[i + 1] == 0 && icmp[i + 2] == 1 && icmp[i + 4] == 6) {
                icmp[i + 4] = 1;
            }
        }

        assertThat(decode(icmp)).isNull();
    }

    @Test
    void readsAZoneOfOneDirection() {
        MessageWriter writer = new MessageWriter();
        writer.begin(CtMessage.NEW, 0, 1, 2, 0);
        Endpoint client = new Endpoint(IpAddress.of("10.0.0.1"), 1000);
        Endpoint server = new Endpoint(IpAddress.of("10.0.0.2"), 53);
        TupleCodec.write(
                writer.attributes(), CtMessage.CTA_TUPLE_ORIG, Protocol.UDP, client, server);
        TupleCodec.write(
                writer.attributes(), CtMessage.CTA_TUPLE_REPLY, Protocol.UDP, server, client);
        byte[] bytes = new byte[writer.written().remaining()];
        writer.written().get(bytes);

        assertThat(decode(withOriginalZone(bytes, 9)))
                .isEqualTo(new Flow(Protocol.UDP, false, client, server, server, client, 0, 9));
    }

    /** Adds a {@code CTA_TUPLE_ZONE} to the first tuple. */
    private static byte[] withOriginalZone(byte[] message, int zone) {
        int start = 20;
        int tupleBytes = message[start];
        byte[] longer = new byte[message.length + 8];
        System.arraycopy(message, 0, longer, 0, start + tupleBytes);
        byte[] attribute = {6, 0, 3, 0, 0, (byte) zone, 0, 0};
        System.arraycopy(attribute, 0, longer, start + tupleBytes, attribute.length);
        int rest = message.length - start - tupleBytes;
        System.arraycopy(message, start + tupleBytes, longer, start + tupleBytes + 8, rest);
        longer[0] += 8;
        longer[start] += 8;
        return longer;
    }

    @Test
    void refusesAFlowWithOneDirection() {
        byte[] whole = HexFile.read("flow-udp4");
        byte[] cut = Arrays.copyOf(whole, 20 + whole[20]);
        cut[0] = (byte) cut.length;

        assertThatThrownBy(() -> decode(cut)).isInstanceOf(MalformedMessage.class);
    }

    private static Flow decode(byte[] bytes) {
        MessageReader message = new MessageReader(ByteBuffer.wrap(bytes), bytes.length);
        assertThat(message.next()).isTrue();
        return FlowDecoder.decode(message);
    }
}
