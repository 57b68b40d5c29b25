package io.nftproxy.kernel.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files under {@code /proc/sys} and {@code /sys} that are written, in a copy of them. */
class ConntrackSysctlsTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.EPOCH);
    private static final String NETFILTER = "proc/sys/net/netfilter/";
    private static final String HASH_SIZE = "sys/module/nf_conntrack/parameters/hashsize";
    private static final ConntrackSettings LEAVE_ALL =
            new ConntrackSettings(
                    0, 131072, Duration.ZERO, Duration.ZERO, false, Duration.ZERO, Duration.ZERO);
    private static final ConntrackSettings SET_ALL =
            new ConntrackSettings(
                    32768,
                    131072,
                    Duration.ofHours(24),
                    Duration.ofHours(1),
                    true,
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(3));

    @TempDir private Path root;

    @BeforeEach
    void kernelDefaults() throws IOException {
        put("sys/devices/system/cpu/online", "0-7\n");
        put(HASH_SIZE, "65536\n");
        put(NETFILTER + "nf_conntrack_max", "262144\n");
        put(NETFILTER + "nf_conntrack_tcp_timeout_established", "432000\n");
        put(NETFILTER + "nf_conntrack_tcp_timeout_close_wait", "60\n");
        put(NETFILTER + "nf_conntrack_tcp_be_liberal", "0\n");
        put(NETFILTER + "nf_conntrack_udp_timeout", "30\n");
        put(NETFILTER + "nf_conntrack_udp_timeout_stream", "120\n");
    }

    private void put(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        Files.setLastModifiedTime(path, LONG_AGO);
    }

    private String value(String name) throws IOException {
        return Files.readString(root.resolve(NETFILTER + name));
    }

    private boolean wasWritten(String file) throws IOException {
        return !Files.getLastModifiedTime(root.resolve(file)).equals(LONG_AGO);
    }

    private static ConntrackSettings max(int perCore, int min) {
        return new ConntrackSettings(
                perCore, min, Duration.ZERO, Duration.ZERO, false, Duration.ZERO, Duration.ZERO);
    }

    @Test
    void setsAllConfiguredValues() throws Exception {
        put(NETFILTER + "nf_conntrack_max", "65536\n");
        put(HASH_SIZE, "16384\n");

        assertThat(new ConntrackSysctls(root).apply(SET_ALL)).isEmpty();

        assertThat(value("nf_conntrack_max")).isEqualTo("262144");
        assertThat(Files.readString(root.resolve(HASH_SIZE))).isEqualTo("65536");
        assertThat(value("nf_conntrack_tcp_timeout_established")).isEqualTo("86400");
        assertThat(value("nf_conntrack_tcp_timeout_close_wait")).isEqualTo("3600");
        assertThat(value("nf_conntrack_tcp_be_liberal")).isEqualTo("1");
        assertThat(value("nf_conntrack_udp_timeout_stream")).isEqualTo("180");
    }

    @Test
    void doesNotWriteAFileThatHasItsValue() throws Exception {
        new ConntrackSysctls(root).apply(SET_ALL);

        assertThat(wasWritten(NETFILTER + "nf_conntrack_max")).isFalse();
        assertThat(wasWritten(HASH_SIZE)).isFalse();
        assertThat(wasWritten(NETFILTER + "nf_conntrack_udp_timeout")).isFalse();
        assertThat(wasWritten(NETFILTER + "nf_conntrack_udp_timeout_stream")).isTrue();
    }

    @Test
    void zeroNeedsNoFile(@TempDir Path empty) throws Exception {
        assertThat(new ConntrackSysctls(empty).apply(LEAVE_ALL)).isEmpty();
    }

    @ParameterizedTest(name = "{0} CPUs, {1} per core, at least {2}: {3}")
    @CsvSource({
        "0,        32768, 131072, 131072",
        "0-3,      32768, 131072, 131072",
        "0-7,      32768, 131072, 262144",
        "'0-3,16', 32768, 131072, 163840",
        "0-127,    32768, 131072, 1048576",
        "0-127,    32768, 2000000, 1048576",
        "0-31,     32768, 2000000, 2000000",
        "0-7,      1,     0,       8",
    })
    void scalesTheLimitWithTheCpusOfTheNode(String cpus, int perCore, int min, String limit)
            throws Exception {
        put("sys/devices/system/cpu/online", cpus + "\n");
        put(NETFILTER + "nf_conntrack_max", "1\n");

        new ConntrackSysctls(root).apply(max(perCore, min));

        assertThat(value("nf_conntrack_max").strip()).isEqualTo(limit);
    }

    @Test
    void doesNotLowerALargerLimit() throws Exception {
        new ConntrackSysctls(root).apply(max(1, 131072));

        assertThat(wasWritten(NETFILTER + "nf_conntrack_max")).isFalse();
        assertThat(value("nf_conntrack_max")).isEqualTo("262144\n");
    }

    @Test
    void doesNotShrinkALargerHashTable() throws Exception {
        put(HASH_SIZE, "1000000\n");

        new ConntrackSysctls(root).apply(max(32768, 131072));

        assertThat(wasWritten(HASH_SIZE)).isFalse();
    }

    @Test
    void reportsAllFailuresInOneMessageWithTheRemedy() throws Exception {
        Files.delete(root.resolve(NETFILTER + "nf_conntrack_max"));
        put(NETFILTER + "nf_conntrack_udp_timeout_stream", "nonsense");

        assertThatThrownBy(() -> new ConntrackSysctls(root).apply(SET_ALL))
                .isInstanceOf(SysctlFailed.class)
                .hasMessageStartingWith(
                        "Cannot set sysctls in /proc/sys/net/netfilter: nf_conntrack_max=262144: no such")
                .hasMessageContaining("is the module nf_conntrack loaded?")
                .hasMessageContaining("; nf_conntrack_udp_timeout_stream=180: ")
                .hasMessageContaining("--init-only");
        assertThat(value("nf_conntrack_tcp_be_liberal")).as("the others are set").isEqualTo("1");
    }

    @Test
    void warnsOfAHashTableThatCannotGrow() throws Exception {
        Files.delete(root.resolve(HASH_SIZE));

        assertThat(new ConntrackSysctls(root).apply(max(32768, 131072)))
                .singleElement()
                .asString()
                .contains("Cannot grow the hash table of nf_conntrack to 65536: ");
    }

    @ParameterizedTest(name = "from {0} to {1}: {2}")
    @CsvSource({"0, -999, -999", "-999, -999, '-999\n'", "nonsense, 5, 'nonsense\n'"})
    void setsTheOomScoreOrLeavesIt(String before, int wanted, String after) throws Exception {
        put("oom_score_adj", before + "\n");

        OomScore.set(wanted, root.resolve("oom_score_adj"));

        assertThat(Files.readString(root.resolve("oom_score_adj"))).isEqualTo(after);
    }

    @Test
    void saysWhyTheOomScoreCannotBeSet() {
        String denied = "permission denied (a lower one needs CAP_SYS_RESOURCE)";

        assertThat(OomScore.reason(new IOException("Permission denied"))).isEqualTo(denied);
        assertThat(OomScore.reason(new AccessDeniedException("/proc/self/oom_score_adj")))
                .isEqualTo(denied);
        assertThat(OomScore.reason(new NoSuchFileException("/proc/self/oom_score_adj")))
                .isEqualTo("no such file: /proc/self/oom_score_adj");
    }

    @ParameterizedTest(name = "from {0} to {1}: {2}")
    @CsvSource({
        "-997, -999, false", // kube-proxy's default in a pod of class system-node-critical
        "-998, -999, false",
        "-997, -998, false",
        "-996, -999, true",
        "0, -999, true",
        "1000, -997, true",
        "-997, 0, true",
        "-999, -998, true"
    })
    void warnsOfAnOomScoreOnlyWhereItMatters(int before, int wanted, boolean warns) {
        assertThat(OomScore.matters(before, wanted)).isEqualTo(warns);
    }
}
