package io.nftproxy.kernel.netlink.conntrack;

import io.nftproxy.core.flows.Flow;
import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.kernel.netlink.HexDump;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected bytes are written by hand from the kernel's headers; little-endian. */
class FlowRequestsTest {
    private final FlowRequests requests = new FlowRequests();

    @Test
    void dumpsAFamily() {
        assertBytes(
                requests.dump(IpFamily.IPV6),
                // length, IPCTNL_MSG_CT_GET, REQUEST|DUMP, sequence, port; AF_INET6
                "14000000 0101 0103 00000000 00000000 0a000000");
    }

    @Test
    void dumpsUdpOnly() {
        assertBytes(
                requests.dumpUdp(IpFamily.IPV4),
                "30000000 0101 0103 00000000 00000000 02000000",
                // CTA_TUPLE_ORIG, CTA_TUPLE_PROTO, CTA_PROTO_NUM 17
                "1000 0180 0c00 0280 0500 0100 11000000",
                // CTA_FILTER, CTA_FILTER_ORIG_FLAGS in the machine's byte order
                "0c00 1980 0800 0100 08000000");
    }

    @Test
    void deletesByFirstDirectionAndId() {
        Endpoint client = new Endpoint(IpAddress.of("10.244.1.5"), 40000);
        Endpoint service = new Endpoint(IpAddress.of("10.96.0.10"), 53);
        Endpoint pod = new Endpoint(IpAddress.of("10.244.1.7"), 53);
        assertBytes(
                requests.delete(
                        List.of(
                                new Flow(
                                        Protocol.UDP,
                                        false,
                                        client,
                                        service,
                                        pod,
                                        client,
                                        0x60a6315a,
                                        0)),
                        7),
                // IPCTNL_MSG_CT_DELETE, REQUEST|ACK
                "50000000 0201 0500 07000000 00000000 02000000",
                "3400 0180",
                "1400 0180 0800 0100 0af40105 0800 0200 0a60000a",
                "1c00 0280 0500 0100 11000000 0600 0200 9c400000 0600 0300 00350000",
                "0800 0c00 60a6315a");
    }

    @Test
    void deletesInAZone() {
        Endpoint client = new Endpoint(IpAddress.of("fd00::5"), 1);
        Endpoint service = new Endpoint(IpAddress.of("fd00::a"), 2);
        Flow flow = new Flow(Protocol.UDP, false, client, service, service, client, 1, 7);
        assertBytes(
                requests.delete(List.of(flow, flow), 0x11),
                message("11000000"),
                message("12000000"));
    }

    private static String message(String sequence) {
        return "70000000 0201 0500 "
                + sequence
                + " 00000000 0a000000 4c00 0180"
                + " 2c00 0180 1400 0300 fd000000 00000000 00000000 00000005"
                + " 1400 0400 fd000000 00000000 00000000 0000000a"
                + " 1c00 0280 0500 0100 11000000 0600 0200 00010000 0600 0300 00020000"
                + " 0600 1200 00070000 0800 0c00 00000001";
    }

    private static void assertBytes(ByteBuffer actual, String... expected) {
        byte[] bytes = HexFormat.of().parseHex(String.join("", expected).replace(" ", ""));
        HexDump.assertSame("request", bytes, HexDump.bytes(actual));
    }
}
