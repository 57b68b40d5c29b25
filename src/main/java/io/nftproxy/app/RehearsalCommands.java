package io.nftproxy.app;

import java.util.List;

/** The commands of {@code nftproxy rehearse --commands}, about the objects of a rehearsal. */
final class RehearsalCommands {
    private static final List<String> LINES =
            List.of(
                    "status",
                    "services",
                    "services --wide",
                    "endpoints ns/svc-5",
                    "explain ns/svc-5",
                    "explain 10.96.0.2:80 --from outside",
                    "explain 10.96.0.2:80 -o json",
                    "flows",
                    "top --seconds 1",
                    "diff",
                    "services --help");

    private RehearsalCommands() {}

    /** Runs them, and returns the exit status of the first, which needs no privilege. */
    static int run() {
        int first = run(LINES.getFirst());
        LINES.stream().skip(1).forEach(RehearsalCommands::run);
        return first;
    }

    private static int run(String line) {
        return KubeProxy.run(List.of(line.split(" ")));
    }
}
