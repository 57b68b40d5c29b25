package io.nftproxy.kernel.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.testing.ChildJvm;
import io.nftproxy.testing.Skipped;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real sysctls, in a JVM with its own network and mount namespaces. */
@Tag("kernel-ring")
@Tag("slow")
class ConntrackSysctlsKernelIT {
    private static final String MAKE_READ_ONLY =
            "mount --bind /proc/sys /proc/sys && mount -o remount,ro,bind /proc/sys";

    /** The main class of that JVM. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws Exception {
            try {
                new ConntrackSysctls().apply(settings(Integer.parseInt(args[0])));
                Path file = Path.of("/proc/sys/net/netfilter/nf_conntrack_tcp_timeout_close_wait");
                try (BufferedReader reader = Files.newBufferedReader(file)) {
                    System.out.println("close_wait is " + reader.readLine());
                }
            } catch (SysctlFailed failed) {
                System.out.println(failed.getMessage());
            }
        }

        private static ConntrackSettings settings(int maxPerCore) {
            return new ConntrackSettings(
                    maxPerCore,
                    1,
                    Duration.ZERO,
                    Duration.ofSeconds(1234),
                    false,
                    Duration.ZERO,
                    Duration.ZERO);
        }
    }

    @BeforeEach
    void needsRoot() throws IOException {
        Skipped.unlessRoot();
    }

    private static String inNamespaces(String before, int maxPerCore) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "unshare",
                                "--net",
                                "--mount",
                                "sh",
                                "-c",
                                before + "; exec \"$0\" \"$@\""));
        command.addAll(ChildJvm.command(Child.class, List.of(), Integer.toString(maxPerCore)));
        return ChildJvm.output(command);
    }

    @Test
    void timeoutsOfTheNetworkNamespaceAreSet() throws Exception {
        assertThat(inNamespaces("true", 0)).contains("close_wait is 1234");
    }

    @Test
    void readOnlyProcIsReported() throws Exception {
        assertThat(inNamespaces(MAKE_READ_ONLY, 0))
                .contains(
                        "Cannot set sysctls in /proc/sys/net/netfilter:"
                                + " nf_conntrack_tcp_timeout_close_wait=1234: mounted read-only; run"
                                + " --init-only in a privileged init container");
    }

    @Test
    void noPrivilegeIsNeededAfterAnInitContainer() throws Exception {
        assertThat(inNamespaces("\"$0\" \"$@\"; " + MAKE_READ_ONLY, 0))
                .containsPattern("(?s)close_wait is 1234.*close_wait is 1234")
                .doesNotContain("read-only");
    }

    @Test
    void limitOfTheHostIsReported() throws Exception {
        assertThat(inNamespaces("true", 1_000_000_000))
                .contains("nf_conntrack_max=", "not the host's network namespace");
    }

    /** As on a node that is a container on a host with a larger limit. */
    @Test
    void largeEnoughLimitIsKept() throws Exception {
        assertThat(inNamespaces("true", 1)).contains("close_wait is 1234").doesNotContain("Cannot");
    }
}
