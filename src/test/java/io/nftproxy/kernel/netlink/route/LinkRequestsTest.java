package io.nftproxy.kernel.netlink.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Expected bytes are written by hand from the kernel's headers; little-endian. */
class LinkRequestsTest {
    @Test
    void deletesByName() {
        ByteBuffer request = new LinkRequests().delete("kube-ipvs0", 7);
        byte[] bytes = new byte[request.remaining()];
        request.get(bytes);

        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo(
                        // length, RTM_DELLINK, REQUEST|ACK, sequence, port
                        "30000000"
                                + "1100"
                                + "0500"
                                + "07000000"
                                + "00000000"
                                // struct ifinfomsg
                                + "00000000"
                                + "00000000"
                                + "00000000"
                                + "00000000"
                                // IFLA_IFNAME
                                + "0f00"
                                + "0300"
                                + "6b7562652d697076733000"
                                + "00");
    }
}
