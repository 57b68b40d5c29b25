package io.nftproxy.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How eager the kernel is to kill this process when memory runs out. proc(5). */
public final class OomScore {
    private static final Logger log = LoggerFactory.getLogger(OomScore.class);

    private OomScore() {}

    /**
     * Sets it; a failure is logged and that is all. A lower one than before needs CAP_SYS_RESOURCE.
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
                Files.writeString(file, Integer.toString(adjustment));
                log.debug("Set the OOM score from {} to {}", current, adjustment);
            }
        } catch (IOException | NumberFormatException failure) {
            log.warn("Cannot set the OOM score to {}: {}", adjustment, failure.toString());
        }
    }
}
