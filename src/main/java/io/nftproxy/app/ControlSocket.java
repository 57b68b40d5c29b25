package io.nftproxy.app;

import io.nftproxy.kernel.LocalServer;
import io.nftproxy.kernel.NetlinkException;
import io.nftproxy.kernel.SocketWatch;
import io.nftproxy.serve.control.ControlAnswers;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The local control socket, {@code @nftproxy}, on which the commands ask the daemon. */
final class ControlSocket {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);

    private ControlSocket() {}

    /**
     * Opens the socket. Services work without it, so a failure is logged only.
     *
     * @return null if it cannot be opened
     */
    static @Nullable LocalServer open(SocketWatch watch, DaemonControl daemon) {
        try {
            return LocalServer.open(ControlAnswers.SOCKET, watch, new Answers(daemon));
        } catch (NetlinkException e) {
            LOG.warn(
                    "Control socket not available: {}; commands on this node read the kernel only",
                    e.getMessage());
            return null;
        }
    }

    /** Loads the classes that answer when the first request arrives. */
    private record Answers(DaemonControl daemon) implements LocalServer.Answers {
        @Override
        public void write(String request, Writer to) throws IOException {
            new ControlAnswers(daemon).write(request, to);
        }
    }
}
