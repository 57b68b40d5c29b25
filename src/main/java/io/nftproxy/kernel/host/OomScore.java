package io.nftproxy.kernel.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How eager the kernel is to kill this process when memory runs out. proc(5). */
public final class OomScore {
    private static final Logger log = LoggerFactory.getLogger(OomScore.class);

    /**
     * What kubelet gives to each pod of class system-node-critical: the lowest score of a pod that
     * may not change its own.
     */
    private static final int NODE_CRITICAL = -997;

    private OomScore() {}

    /**
     * Sets it; a failure is logged and that is all. A lower one than before needs CAP_SYS_RESOURCE,
     * which our manifests do not give.
     *
     * @param adjustment -1000, never, to 1000, first
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
            log.warn("Cannot set the OOM score to {}: {}", adjustment, failure.toString());
        }
    }

    private static void change(int current, int adjustment, Path file) throws IOException {
        try {
            Files.writeString(file, Integer.toString(adjustment));
            log.debug("Set the OOM score from {} to {}", current, adjustment);
        } catch (IOException failure) {
            if (matters(current, adjustment)) {
                throw failure;
            }
            log.debug(
                    "Cannot set the OOM score to {}: {}; it stays at kubelet's {}",
                    adjustment,
                    failure.toString(),
                    current);
        }
    }

    /**
     * Returns whether an operator has to know that a score could not be changed. With kubelet's
     * best score and without CAP_SYS_RESOURCE, kube-proxy's default of -999 fails at each start,
     * and makes no difference.
     */
    static boolean matters(int current, int wanted) {
        return wanted > current || current > NODE_CRITICAL;
    }
}
