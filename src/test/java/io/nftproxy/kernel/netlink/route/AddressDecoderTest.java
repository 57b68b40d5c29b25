package io.nftproxy.kernel.netlink.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nftproxy.kernel.netlink.MalformedMessage;
import io.nftproxy.kernel.netlink.MessageReader;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Messages are written by hand from the kernel's headers; little-endian. */
class AddressDecoderTest {
    private static final String NEW = "1400";
    private static final String GONE = "1500";
    private static final String IPV4 = "02180080" + "01000000";
    private static final String IPV6 = "0a400080" + "01000000";

    @Test
    void theAddressOfTheHostIsLocalOrElseTheOnlyOne() {
        assertThat(read(NEW, IPV4, "08000100c0000201")).isEqualTo("192.0.2.1");
        assertThat(read(NEW, IPV4, "08000100c0000202" + "08000200c0000201")).isEqualTo("192.0.2.1");
        assertThat(read(NEW, IPV4, "08000200c0000201" + "08000100c0000202")).isEqualTo("192.0.2.1");
        assertThat(read(NEW, IPV6, "1400010020010db8000000000000000000000001"))
                .isEqualTo("2001:db8::1");
    }

    @Test
    void messagesWithoutAddressAreSkipped() {
        assertThat(read(NEW, IPV4, "08000600ffffffff")).isNull();
        assertThat(read(GONE, IPV4, "08000100c0000201")).isNull();
        assertThat(read(NEW, "1100000000000000", "08000100c0000201")).isNull();
    }

    @Test
    void anAddressOfTheWrongLengthIsRefused() {
        assertThatThrownBy(() -> read(NEW, IPV6, "08000100c0000201"))
                .isInstanceOf(MalformedMessage.class);
    }

    private static @Nullable String read(String type, String header, String attributes) {
        byte[] body = HexFormat.of().parseHex(header + attributes);
        byte[] bytes =
                HexFormat.of()
                        .parseHex(
                                "%02x000000".formatted(16 + body.length)
                                        + type
                                        + "0200"
                                        + "0700000000000000"
                                        + header
                                        + attributes);
        MessageReader message = new MessageReader(ByteBuffer.wrap(bytes), bytes.length);
        assertThat(message.next()).isTrue();
        var address = AddressDecoder.address(message);
        return address == null ? null : address.toString();
    }
}
