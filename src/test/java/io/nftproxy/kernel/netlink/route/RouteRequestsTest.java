package io.nftproxy.kernel.netlink.route;

import io.nftproxy.kernel.netlink.HexDump;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Expected bytes are written by hand from the kernel's headers; little-endian. */
class RouteRequestsTest {
    private final RouteRequests requests = new RouteRequests();

    @Test
    void requestsAllAddressesOfBothFamilies() {
        assertBytes(
                requests.addresses(),
                // length, RTM_GETADDR, REQUEST|DUMP, sequence, port, struct ifaddrmsg
                "18000000 1600 0103 00000000 00000000",
                "00000000 00000000");
    }

    @Test
    void deletesAnInterfaceByName() {
        assertBytes(
                requests.deleteLink("kube-ipvs0"),
                // length, RTM_DELLINK, REQUEST|ACK, sequence, port, struct ifinfomsg
                "30000000 1100 0500 00000000 00000000",
                "00000000 00000000 00000000 00000000",
                // IFLA_IFNAME
                "0f00 0300 6b7562652d697076733000 00");
    }

    private static void assertBytes(ByteBuffer actual, String... expected) {
        byte[] bytes = HexFormat.of().parseHex(String.join("", expected).replace(" ", ""));
        HexDump.assertSame("request", bytes, HexDump.bytes(actual));
    }
}
