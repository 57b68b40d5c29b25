package io.nftproxy.kernel.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The OOM score adjustment of this process, {@code /proc/self/oom_score_adj} of proc(5). */
public final class OomScore {
    private static final Logger LOG = LoggerFactory.getLogger(OomScore.class);

    /**
     * The score that kubelet gives to pods of class system-node-critical: the lowest one for a pod
     * that may not change its own.
     */
    private static final int NODE_CRITICAL = -997;

    private static final String DENIED = "permission denied (a lower one needs CAP_SYS_RESOURCE)";

    private OomScore() {}

    /**
     * Sets the adjustment, or logs why that failed. A lower one than before needs CAP_SYS_RESOURCE,
     * which our manifests do not grant.
     *
     * @param adjustment from -1000, never killed, to 1000, killed first
     */
    public static void set(int adjustment) {
        set(adjustment, Path.of("/proc/self/oom_score_adj"));
    }

    static void set(int adjustment, Path file) {
        try {
            int current = Integer.parseInt(Files.readString(file).strip());
            if (current != adjustment) {
                change(current, adjustment, file);
            }
        } catch (IOException | NumberFormatException failure) {
            LOG.warn(
                    "Cannot set the OOM score to {}: {}; keeping the present one",
                    adjustment,
                    reason(failure));
        }
    }

    private static void change(int current, int adjustment, Path file) throws IOException {
        try {
            Files.writeString(file, Integer.toString(adjustment));
            LOG.debug("Set the OOM score from {} to {}", current, adjustment);
        } catch (IOException failure) {
            if (matters(current, adjustment)) {
                throw failure;
            }
            LOG.debug(
                    "Cannot set the OOM score to {}: {}; keeping kubelet's {}",
                    adjustment,
                    reason(failure),
                    current);
        }
    }

    /** Returns why in the words of operations; the JDK's exceptions have their class names. */
    static String reason(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case AccessDeniedException _ -> DENIED;
            case NoSuchFileException _ -> "no such file: " + message;
            case NumberFormatException _ -> "its content is no number";
            default -> message.contains("Permission denied") ? DENIED : message;
        };
    }

    /**
     * Returns whether a failure to change the score is worth a warning. Without CAP_SYS_RESOURCE,
     * kube-proxy's default of -999 fails at each start, which makes no difference if kubelet gave
     * the process its best score.
     */
    static boolean matters(int current, int wanted) {
        return wanted > current || current > NODE_CRITICAL;
    }
}
