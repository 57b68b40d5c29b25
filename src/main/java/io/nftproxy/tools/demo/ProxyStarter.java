package io.nftproxy.tools.demo;

import io.nftproxy.config.ProxyConfig;
import io.nftproxy.sync.SyncListener;
import java.io.IOException;

/** Starts the proxy of the demo in the calling thread's network namespace. */
@FunctionalInterface
public interface ProxyStarter {
    /** A running proxy; closing it keeps its rules in the kernel. */
    interface RunningProxy extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Starts a proxy and returns.
     *
     * @param config with the name of the node as {@code hostnameOverride}
     * @param apiServer the URL of the API server, {@code http://127.0.0.1:40123}
     * @param listener receives each sync
     * @throws IOException if the proxy cannot start
     */
    RunningProxy start(ProxyConfig config, String apiServer, SyncListener listener)
            throws IOException;
}
