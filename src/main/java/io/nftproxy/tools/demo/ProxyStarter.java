package io.nftproxy.tools.demo;

import io.nftproxy.config.ProxyConfig;
import io.nftproxy.sync.SyncListener;
import java.io.IOException;

/** Starts the proxy of the demo in the calling thread's network namespace. */
@FunctionalInterface
public interface ProxyStarter {
    /**
     * Starts a proxy and returns.
     *
     * @param config with the name of the node as {@code hostnameOverride}
     * @param apiServer the URL of the API server, {@code http://127.0.0.1:40123}
     * @return stops the proxy and keeps its rules in the kernel
     * @throws IOException if the proxy cannot start
     */
    Runnable start(ProxyConfig config, String apiServer, SyncListener listener) throws IOException;
}
