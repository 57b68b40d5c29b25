package io.nftproxy.serve.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.events.EventSink;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.serve.http.HttpPorts;
import io.nftproxy.serve.http.RawHttp;
import io.nftproxy.testing.ChildJvm;
import io.nftproxy.testing.Skipped;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Health check ports of a child JVM on a host without IPv6, or where IPv6 is switched off. */
@Tag("kernel-ring")
@Tag("slow")
@Tag("no-ipv6")
class WithoutIpv6KernelIT {
    private static final String OFF = "sysctl -qw net.ipv6.conf.all.disable_ipv6=1";

    /** The child: it opens a port on all addresses, runs a command, and opens a second port. */
    static final class Child {
        private static final ObjectName WEB = new ObjectName("shop", "web");
        private static final ObjectName API = new ObjectName("shop", "api");
        private static final Map<IpFamily, Integer> COUNTS =
                Map.of(IpFamily.IPV4, 1, IpFamily.IPV6, 1);

        private Child() {}

        public static void main(String[] args) throws Exception {
            List<IpAddress> addresses =
                    List.of(args[0].split(" ")).stream().map(IpAddress::of).toList();
            EventSink events = event -> System.out.println(event.message());
            HttpPorts ports = new HttpPorts("ports");
            ServiceHealthServers servers =
                    new ServiceHealthServers(ports, "node-1", () -> true, events);
            ServiceHealth web = new ServiceHealth(30001, COUNTS);
            servers.update(Map.of(WEB, web), addresses);
            ask(ports, 30001);
            new ProcessBuilder("sh", "-c", args[1]).inheritIO().start().waitFor();
            ask(ports, 30001);
            servers.update(Map.of(WEB, web, API, new ServiceHealth(30002, COUNTS)), addresses);
            ask(ports, 30002);
            ports.close();
        }

        private static void ask(HttpPorts ports, int port) throws Exception {
            for (int i = 0; i < 2; i++) {
                CountDownLatch done = new CountDownLatch(1);
                ports.execute(done::countDown);
                done.await();
            }
            InetSocketAddress at = new InetSocketAddress("127.0.0.1", port);
            System.out.println(port + ": " + RawHttp.get(at, "/").status());
        }
    }

    @BeforeEach
    void needsRoot() throws IOException {
        Skipped.unlessRoot();
    }

    /**
     * Returns the output of the child, which runs in its own network namespace.
     *
     * @param before a command that runs before the child
     * @param meanwhile the command that the child runs
     */
    private static String child(
            String before, List<String> flags, String addresses, String meanwhile)
            throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "unshare",
                                "--net",
                                "sh",
                                "-c",
                                "ip link set lo up; " + before + "; exec \"$0\" \"$@\""));
        command.addAll(ChildJvm.command(Child.class, flags, addresses, meanwhile));
        return ChildJvm.output(command);
    }

    @Test
    void portsOpenIfASysctlDisablesIpv6() throws Exception {
        assertThat(child(OFF, List.of(), "0.0.0.0", "true")).contains("30001: 200", "30002: 200");
    }

    /** Like with {@code ipv6.disable=1}, the JVM has no IPv6 sockets. */
    @Test
    void portsOpenIfTheKernelHasNoIpv6() throws Exception {
        List<String> flags = List.of("-Djava.net.preferIPv4Stack=true");
        assertThat(child("true", flags, "0.0.0.0", "true")).contains("30001: 200", "30002: 200");
        assertThat(child("true", flags, "0.0.0.0 ::", "true")).contains("30001: 200", "30002: 200");
    }

    /** An address that cannot be bound is reported, and the other addresses are served. */
    @Test
    void ipv6AddressOnAHostWithoutIpv6IsReported() throws Exception {
        List<String> flags = List.of("-Djava.net.preferIPv4Stack=true");
        assertThat(child("true", flags, "127.0.0.1 ::1", "true"))
                .contains("30001: 200", "30002: 200")
                .contains("on [0:0:0:0:0:0:0:1]:30001: this host has no IPv6");
    }

    @Test
    void disablingIpv6AtRunTimeKeepsIpv4() throws Exception {
        assertThat(child("true", List.of(), "0.0.0.0 ::", OFF))
                .containsSubsequence("30001: 200", "30001: 200", "30002: 200");
        assertThat(child("true", List.of(), "127.0.0.1 ::1", OFF))
                .containsSubsequence("30001: 200", "30001: 200", "30002: 200");
    }
}
