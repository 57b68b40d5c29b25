package io.nftproxy.tools.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The command {@code ip} of iproute2, in the calling thread's network namespace. */
final class IpCommand {
    private static final String MISSING = "needs the command ip, from the package iproute2";

    private IpCommand() {}

    /**
     * Runs commands, each without the leading {@code ip}, up to the first that fails.
     *
     * @return the output
     * @throws DemoProblem if a command fails, or {@code ip} is not installed
     */
    static String run(List<String> commands) throws DemoProblem, InterruptedException {
        try {
            Process ip = new ProcessBuilder("ip", "-batch", "-").redirectErrorStream(true).start();
            try (OutputStream input = ip.getOutputStream()) {
                input.write(String.join("\n", commands).getBytes(StandardCharsets.UTF_8));
            }
            String said = new String(ip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (ip.waitFor() != 0) {
                throw new DemoProblem("cannot make its network: " + said.strip());
            }
            return said;
        } catch (IOException e) {
            throw new DemoProblem(MISSING + " (" + e.getMessage() + ")");
        }
    }
}
