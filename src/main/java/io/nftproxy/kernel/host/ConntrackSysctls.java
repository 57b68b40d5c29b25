package io.nftproxy.kernel.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sysctls of connection tracking, {@code net.netfilter.nf_conntrack_*}. A sysctl that has its
 * value already is not written: after a privileged init container, the proxy itself needs no
 * privilege.
 */
public final class ConntrackSysctls {
    private static final Logger LOG = LoggerFactory.getLogger(ConntrackSysctls.class);
    private static final String DIRECTORY = "proc/sys/net/netfilter/";
    private static final String MAX = "nf_conntrack_max";
    private static final String HASH_SIZE = "sys/module/nf_conntrack/parameters/hashsize";
    private static final String ONLINE_CPUS = "sys/devices/system/cpu/online";

    /** As kube-proxy. */
    private static final int CONNECTIONS_PER_BUCKET = 4;

    private static final String NOT_PERMITTED =
            "not permitted (no privilege, or not the host's network namespace)";

    private final Path root;

    /** The sysctls of this machine. */
    public ConntrackSysctls() {
        this(Path.of("/"));
    }

    /**
     * @param root the folder with {@code proc} and {@code sys}
     */
    ConntrackSysctls(Path root) {
        this.root = root;
    }

    /**
     * Sets the sysctls that differ from the settings.
     *
     * @return failures that cost only time, as messages for the log; usually empty
     * @throws SysctlFailed if a sysctl could not be set; the others are set all the same
     */
    public List<String> apply(ConntrackSettings settings) throws SysctlFailed {
        Map<String, List<String>> failures = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        wanted(settings)
                .forEach(
                        (name, value) -> {
                            Optional<String> failure = set(name, value);
                            if (failure.isPresent()) {
                                failures.computeIfAbsent(failure.get(), _ -> new ArrayList<>())
                                        .add(name + "=" + value);
                            } else if (name.equals(MAX)) {
                                growHashTable(value / CONNECTIONS_PER_BUCKET)
                                        .ifPresent(warnings::add);
                            }
                        });
        if (!failures.isEmpty()) {
            throw new SysctlFailed(message(failures));
        }
        return warnings;
    }

    private Map<String, Long> wanted(ConntrackSettings settings) {
        Map<String, Long> wanted = new LinkedHashMap<>();
        wanted.put(MAX, (long) settings.maxConnections(onlineCpus()));
        wanted.put(
                "nf_conntrack_tcp_timeout_established",
                settings.tcpEstablishedTimeout().toSeconds());
        wanted.put(
                "nf_conntrack_tcp_timeout_close_wait", settings.tcpCloseWaitTimeout().toSeconds());
        wanted.put("nf_conntrack_tcp_be_liberal", settings.tcpBeLiberal() ? 1L : 0L);
        wanted.put("nf_conntrack_udp_timeout", settings.udpTimeout().toSeconds());
        wanted.put("nf_conntrack_udp_timeout_stream", settings.udpStreamTimeout().toSeconds());
        wanted.values().removeIf(value -> value <= 0);
        return wanted;
    }

    /**
     * Returns the number of the node's CPUs. {@link Runtime#availableProcessors} may be lower in a
     * container with a CPU limit, but connection tracking is the node's.
     */
    private int onlineCpus() {
        try {
            int count = 0;
            for (String range : Files.readString(root.resolve(ONLINE_CPUS)).strip().split(",")) {
                String[] ends = range.split("-");
                count += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
            }
            return count;
        } catch (IOException | NumberFormatException unknown) {
            return Runtime.getRuntime().availableProcessors();
        }
    }

    /**
     * Sets a sysctl that differs, and returns why that failed. The limit of connections is never
     * lowered, which would refuse connections.
     */
    private Optional<String> set(String name, long wanted) {
        Path file = root.resolve(DIRECTORY + name);
        try {
            long current = NumberFile.read(file);
            if (name.equals(MAX) ? current < wanted : current != wanted) {
                Files.writeString(file, Long.toString(wanted));
                LOG.info("Set net.netfilter.{} from {} to {}", name, current, wanted);
            }
            return Optional.empty();
        } catch (IOException | NumberFormatException failure) {
            return Optional.of(reason(failure));
        }
    }

    /** Grows the hash table, and returns the message if that failed: lookups are slower then. */
    private Optional<String> growHashTable(long buckets) {
        Path file = root.resolve(HASH_SIZE);
        try {
            long current = NumberFile.read(file);
            if (current < buckets) {
                Files.writeString(file, Long.toString(buckets));
                LOG.info("Grew the hash table of nf_conntrack from {} to {}", current, buckets);
            }
            return Optional.empty();
        } catch (IOException | NumberFormatException failure) {
            return Optional.of(
                    "Cannot grow the hash table of nf_conntrack to %d: %s: %s"
                            .formatted(buckets, file, reason(failure)));
        }
    }

    private static String message(Map<String, List<String>> settingsByReason) {
        List<String> causes = new ArrayList<>();
        settingsByReason.forEach(
                (reason, settings) -> causes.add(String.join(", ", settings) + ": " + reason));
        return ("Cannot set sysctls in /proc/sys/net/netfilter: %s; run --init-only in a privileged"
                        + " init container, or set the values to 0 in section conntrack of the"
                        + " configuration")
                .formatted(String.join("; ", causes));
    }

    private static String reason(Exception failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "no such file (is the module nf_conntrack loaded?)";
            case AccessDeniedException _ -> NOT_PERMITTED;
            case FileSystemException other
                    when "Operation not permitted".equals(other.getReason()) ->
                    NOT_PERMITTED;
            case FileSystemException other when "Read-only file system".equals(other.getReason()) ->
                    "mounted read-only";
            default -> failure.toString();
        };
    }
}
