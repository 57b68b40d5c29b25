package io.nftproxy.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A process in the image's root file system, with the privileges of the proxy's Pod: user 65532,
 * only CAP_NET_ADMIN, {@code no_new_privs}, a read-only root and read-only sysctls.
 */
final class StartedImage implements AutoCloseable {
    private static final String STARTED = "started";

    /**
     * A script; its arguments are the root, the folder for /var/lib/kube-proxy, and the proxy's.
     */
    private static final String CONTAINER =
            """
            root=$1
            config=$2
            shift 2
            mount --bind "$root" "$root"
            mount -t proc proc "$root/proc"
            mount --bind "$root/proc/sys" "$root/proc/sys"
            mount -o remount,ro,bind "$root/proc/sys"
            # The JVM reads there whether the kernel would fill stacks of threads with huge pages.
            mount -t sysfs -o ro sysfs "$root/sys"
            mount -t tmpfs tmpfs "$root/dev"
            for device in null random urandom zero; do
                touch "$root/dev/$device"
                mount --bind "/dev/$device" "$root/dev/$device"
            done
            mount -o remount,ro "$root/dev"
            mount --bind "$config" "$root/var/lib/kube-proxy"
            mount -o remount,ro,bind "$root/var/lib/kube-proxy"
            mount -o remount,ro,bind "$root"
            capsh=$(PATH=$PATH:/usr/sbin:/sbin command -v capsh)
            echo started
            exec env -i ${flags:+"JAVA_TOOL_OPTIONS=$flags"} "$capsh" --chroot="$root" \
                --inh=cap_net_admin --drop=all --keep=1 --gid=65532 --uid=65532 \
                --caps=cap_net_admin=pi --addamb=cap_net_admin --no-new-privs \
                --shell=/usr/local/bin/kube-proxy -- "$@"
            """;

    private final Process process;
    private final BufferedReader output;
    private final List<String> log = new ArrayList<>();
    private long startNanos;

    /**
     * Starts the process in the calling thread's network namespace.
     *
     * @param flags the flags of the JVM, separated by spaces; may be empty
     * @param config the directory of {@code config.conf}
     */
    StartedImage(RootFileSystem image, String flags, Path config, String... arguments)
            throws IOException {
        List<String> command =
                new ArrayList<>(List.of("unshare", "--mount", "sh", "-euc", CONTAINER, "image"));
        command.addAll(List.of(image.root().toString(), config.toRealPath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("flags", flags);
        process = builder.start();
        output = process.inputReader(UTF_8);
    }

    /** Returns the time from exec, after the work of a container runtime, to a line of the log. */
    Duration until(String wanted) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            log.add(line);
            if (line.equals(STARTED)) {
                startNanos = System.nanoTime();
            } else if (line.contains(wanted)) {
                return Duration.ofNanos(System.nanoTime() - startNanos);
            }
        }
        throw new AssertionError("it ended without saying " + wanted + ": " + log);
    }

    /** Returns the output so far. */
    String log() {
        return String.join("\n", log);
    }

    /**
     * Returns a field of {@code /proc/PID/status}, {@code 12345 kB} for {@code VmRSS}; see
     * proc_pid_status(5).
     */
    String status(String key) throws IOException {
        String start = key + ":";
        return Files.readAllLines(proc("status")).stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    /** Returns the files that are mapped into its memory. */
    String maps() throws IOException {
        return Files.readString(proc("maps"));
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
