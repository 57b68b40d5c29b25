package io.nftproxy.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.IpAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Interface addresses of a real kernel. A notification that never arrives hits JUnit's timeout. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
@Tag("kernel-ring")
class NetlinkAddressesKernelIT {
    private static final Duration LONG = Duration.ofHours(1);

    private final NetworkNamespace namespace = KernelTests.freshNamespace();
    private final NamespaceCommands commands = new NamespaceCommands(namespace);
    private NetlinkAddresses addresses;

    @BeforeEach
    void open() throws Exception {
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            addresses = NetlinkAddresses.open();
        }
    }

    @AfterEach
    void close() {
        addresses.close();
        namespace.close();
    }

    private void ip(String arguments) {
        commands.run(("ip " + arguments).split(" "));
    }

    private static Set<IpAddress> of(String... texts) {
        return Arrays.stream(texts).map(IpAddress::of).collect(Collectors.toUnmodifiableSet());
    }

    @Test
    void addressesOfAllInterfacesAreRead() throws Exception {
        ip("link add one type veth");
        ip("addr add 192.0.2.1/24 dev one");
        ip("addr add 192.0.2.2/32 dev one");
        ip("addr add 2001:db8::1/64 dev one");
        ip("link add two type veth");
        ip("addr add 198.51.100.1 peer 198.51.100.2/32 dev two");
        ip("addr add 2001:db8:2::1 peer 2001:db8:2::2/128 dev two");

        assertThat(addresses.read())
                .isEqualTo(
                        of(
                                "127.0.0.1",
                                "::1",
                                "192.0.2.1",
                                "192.0.2.2",
                                "2001:db8::1",
                                "198.51.100.1",
                                "2001:db8:2::1"));
    }

    @Test
    void addedAndRemovedAddressesAreNoticed() throws Exception {
        ip("link add one type veth");
        ip("addr add 192.0.2.1/24 dev one");
        addresses.awaitChange(LONG);
        assertThat(addresses.read()).contains(IpAddress.of("192.0.2.1"));

        ip("addr del 192.0.2.1/24 dev one");
        addresses.awaitChange(LONG);
        assertThat(addresses.read()).doesNotContain(IpAddress.of("192.0.2.1"));

        ip("addr add 2001:db8::1/64 dev one");
        addresses.awaitChange(LONG);
        assertThat(addresses.read()).contains(IpAddress.of("2001:db8::1"));

        ip("link del one");
        addresses.awaitChange(LONG);
        assertThat(addresses.read()).isEqualTo(of("127.0.0.1", "::1"));
    }

    @Test
    void ipv6SwitchedOffAndOnIsReported() throws Exception {
        ip("link add one type veth");
        ip("addr add 192.0.2.1/24 dev one");
        ip("addr add 2001:db8::1/64 dev one");
        addresses.awaitChange(LONG);

        commands.run("sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1");
        addresses.awaitChange(LONG);
        assertThat(addresses.read()).isEqualTo(of("127.0.0.1", "192.0.2.1"));
    }

    /** More notifications than fit the socket: an overflow counts as a notification. */
    @Test
    void overflowOfTheSocketEndsTheWait() throws Exception {
        ip("link add one type veth");
        StringBuilder batch = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            batch.append("addr add 10.0.%d.%d/32 dev one\n".formatted(i / 250, 1 + i % 250));
        }
        Path file = Files.createTempFile("addresses", ".ip");
        Files.writeString(file, batch);
        ip("-batch " + file);
        Files.delete(file);

        addresses.awaitChange(LONG);
        assertThat(addresses.read()).hasSize(2002);
    }

    @Test
    void waitEndsAfterItsTime() throws Exception {
        addresses.awaitChange(Duration.ofMillis(1));
        assertThat(addresses.read()).isEqualTo(of("127.0.0.1", "::1"));
    }
}
