package io.nftproxy.kernel.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets the limits and timeouts of connection tracking, {@code net.netfilter.nf_conntrack_*}. What
 * has its value already is not written: so an init container can do it with privilege, and the
 * proxy itself finds nothing left to do.
 */
public final class Sysctls {
    private static final Logger log = LoggerFactory.getLogger(Sysctls.class);
    private static final String DIRECTORY = "proc/sys/net/netfilter/";
    private static final String HASH_SIZE = "sys/module/nf_conntrack/parameters/hashsize";

    /** The kernel's own choice is one bucket for a few connections; kube-proxy's is four. */
    private static final int CONNECTIONS_PER_BUCKET = 4;

    private static final String ADVICE =
            "Run --init-only in a privileged init container, which sets it before, or set the value"
                    + " to 0 in section conntrack of the configuration to leave it alone.";

    private static final String NOT_PERMITTED =
            "it is not permitted (no privilege, or not the host's network namespace)";

    private final Path root;

    /** For this machine. */
    public Sysctls() {
        this(Path.of("/"));
    }

    /**
     * @param root holds {@code proc} and {@code sys}
     */
    Sysctls(Path root) {
        this.root = root;
    }

    /**
     * Sets what differs.
     *
     * @return what could not be done and is not worth stopping for, as sentences for a log line and
     *     an Event; usually empty
     * @throws SysctlFailed if a setting could not be made
     */
    public List<String> apply(ConntrackSettings settings) throws SysctlFailed {
        Map<String, List<String>> failures = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        int max = settings.maxConnections(CpuCount.online(root));
        if (max > 0 && raise("nf_conntrack_max", max, failures)) {
            growHashTable(max / CONNECTIONS_PER_BUCKET, warnings);
        }
        setSeconds(
                "nf_conntrack_tcp_timeout_established", settings.tcpEstablishedTimeout(), failures);
        setSeconds("nf_conntrack_tcp_timeout_close_wait", settings.tcpCloseWaitTimeout(), failures);
        if (settings.tcpBeLiberal()) {
            set("nf_conntrack_tcp_be_liberal", 1, failures);
        }
        setSeconds("nf_conntrack_udp_timeout", settings.udpTimeout(), failures);
        setSeconds("nf_conntrack_udp_timeout_stream", settings.udpStreamTimeout(), failures);
        if (!failures.isEmpty()) {
            throw new SysctlFailed(sentence(failures) + ". " + ADVICE);
        }
        return warnings;
    }

    private void setSeconds(String name, Duration value, Map<String, List<String>> failures) {
        if (value.toSeconds() > 0) {
            set(name, value.toSeconds(), failures);
        }
    }

    private void set(String name, long wanted, Map<String, List<String>> failures) {
        write(name, wanted, current -> current != wanted, failures);
    }

    /** A value that is larger already stays: lowering it would refuse connections. */
    private boolean raise(String name, long wanted, Map<String, List<String>> failures) {
        return write(name, wanted, current -> current < wanted, failures);
    }

    private boolean write(
            String name, long wanted, LongPredicate replaces, Map<String, List<String>> failures) {
        Path file = root.resolve(DIRECTORY + name);
        try {
            long current = read(file);
            if (replaces.test(current)) {
                Files.writeString(file, Long.toString(wanted));
                log.info("Set net.netfilter.{} from {} to {}", name, current, wanted);
            }
            return true;
        } catch (IOException | NumberFormatException failure) {
            failures.computeIfAbsent(reason(failure), r -> new ArrayList<>())
                    .add(name + " = " + wanted);
            return false;
        }
    }

    /** One cause usually stands behind all of them, so it is told once. */
    private static String sentence(Map<String, List<String>> settingsByReason) {
        List<String> parts = new ArrayList<>();
        settingsByReason.forEach(
                (reason, settings) ->
                        parts.add(
                                "cannot set %s in /proc/sys/net/netfilter: %s"
                                        .formatted(String.join(", ", settings), reason)));
        return String.join("; ", parts);
    }

    /** A table that is too small costs time, not connections: not worth failing for. */
    private void growHashTable(int buckets, List<String> warnings) {
        Path file = root.resolve(HASH_SIZE);
        try {
            long current = read(file);
            if (current < buckets) {
                Files.writeString(file, Integer.toString(buckets));
                log.info("Grew the hash table of nf_conntrack from {} to {}", current, buckets);
            }
        } catch (IOException | NumberFormatException failure) {
            warnings.add(
                    "the hash table of nf_conntrack stays smaller than %d: %s"
                            .formatted(buckets, file + ": " + reason(failure)));
        }
    }

    /**
     * With one read: the kernel gives a setting to a read at offset 0 and nothing to the next one,
     * and {@link Files#readString} begins with a read of one byte.
     */
    private static long read(Path file) throws IOException {
        byte[] text = new byte[64];
        try (InputStream in = Files.newInputStream(file)) {
            int length = Math.max(0, in.read(text));
            return Long.parseLong(new String(text, 0, length, StandardCharsets.US_ASCII).strip());
        }
    }

    private static String reason(Exception failure) {
        return switch (failure) {
            case NoSuchFileException missing ->
                    "there is no such file (is the module nf_conntrack loaded?)";
            case AccessDeniedException denied -> NOT_PERMITTED;
            case FileSystemException other when says(other, "Operation not permitted") ->
                    NOT_PERMITTED;
            case FileSystemException other when says(other, "Read-only file system") ->
                    "it is mounted read-only";
            default -> failure.toString();
        };
    }

    private static boolean says(FileSystemException failure, String reason) {
        return reason.equals(failure.getReason());
    }
}
