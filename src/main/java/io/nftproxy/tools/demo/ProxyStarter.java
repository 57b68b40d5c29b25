package io.nftproxy.tools.demo;

import io.nftproxy.config.ProxyConfig;
import io.nftproxy.sync.SyncListener;
import java.io.IOException;

/** Starts the proxy that is demonstrated, in the calling thread's network namespace. */
@FunctionalInterface
public interface ProxyStarter {
    /** A proxy at work; closing it leaves its rules in the kernel. */
    interface RunningProxy extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Starts it and returns.
     *
     * @param config names the node as {@code hostnameOverride}
     * @param apiServer {@code http://127.0.0.1:40123}
     * @param listener told of each sync
     * @throws IOException if it cannot start; the message says why
     */
    RunningProxy start(ProxyConfig config, String apiServer, SyncListener listener)
            throws IOException;
}
