package io.nftproxy.testing;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The end of a test that this machine cannot run. */
public final class Skipped {
    private Skipped() {}

    /**
     * Skips the test with a message; fails it if the environment has {@code CI=true}.
     *
     * @param reason for example {@code the command unshare is refused}
     */
    public static <T> T because(String reason) {
        String message = "SKIPPED: " + reason;
        if ("true".equals(System.getenv("CI"))) {
            return fail(message);
        }
        System.err.println(message);
        return abort(message);
    }

    /** Skips the test, or fails it, if this process does not run as root. */
    public static void unlessRoot() throws IOException {
        if ((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") != 0) {
            because("only root can make the namespaces for this test");
        }
    }
}
