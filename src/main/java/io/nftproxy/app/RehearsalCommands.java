package io.nftproxy.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The commands that show what the proxy does, run in the process of the proxy, so that its AOT
 * cache shortens their start too.
 */
final class RehearsalCommands {
    private static final List<List<String>> COMMANDS =
            List.of(
                    List.of("status"),
                    List.of("services", "--wide"),
                    List.of("endpoints", "ns/svc-2"),
                    List.of("explain", "ns/svc-2"),
                    List.of("explain", "10.96.0.3:80", "-o", "json"),
                    List.of("flows"),
                    List.of("diff"));

    private RehearsalCommands() {}

    /** Runs all, then ends the process, as soon as the input ends; returns at once. */
    static void runAtEndOf(InputStream input) {
        Thread.ofPlatform()
                .name("commands")
                .daemon()
                .start(
                        () -> {
                            try {
                                input.readAllBytes();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                            // Without a kernel, some find no answer: that is recorded too.
                            COMMANDS.forEach(KubeProxy::run);
                            System.exit(0);
                        });
    }
}
