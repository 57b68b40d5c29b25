package io.nftproxy.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.testing.ChildJvm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process whose log is not read. */
@Timeout(120)
class UnreadLogTest {
    private static final int LINES = 5000;

    /** Logs far more than a pipe and our queue hold, says so on standard output, and ends. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) {
            Logger log = LoggerFactory.getLogger(Child.class);
            for (int i = 0; i < LINES; i++) {
                log.info("line {} {}", i, "x".repeat(1000));
            }
            System.out.println("done");
        }
    }

    @Test
    void processRunsAndEndsWhileItsLogIsNotRead() throws Exception {
        Process child =
                new ProcessBuilder(ChildJvm.command(Child.class, List.of("-Xmx64m"))).start();

        // The pipe of standard error is read only after the process has ended.
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said).isEqualTo("done\n");
        assertThat(child.waitFor()).isZero();
        assertThat(child.errorReader().readLine()).contains("Child] line 0 x");
    }
}
