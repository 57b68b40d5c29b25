package io.nftproxy.tools.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code ip} of iproute2, in the calling thread's network namespace. */
final class IpCommand {
    private static final String MISSING = "needs the command ip, from the package iproute2";

    private IpCommand() {}

    /**
     * Runs these commands, each without the {@code ip} in front, up to the first that fails.
     *
     * @return what it printed
     * @throws DemoProblem if one fails, or there is no {@code ip}
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
