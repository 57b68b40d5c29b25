package io.nftproxy.watch;

import java.io.IOException;
import java.net.Proxy;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the API server, and as whom.
 *
 * @param server {@code https://10.96.0.1:443}, without a slash at the end
 * @param authorization says who we are
 * @param sockets makes TLS connections; null for plain HTTP
 * @param proxy {@link Proxy#NO_PROXY} for none
 */
record ApiAccess(
        String server,
        Authorization authorization,
        @Nullable SSLSocketFactory sockets,
        Proxy proxy) {

    /** What goes into a request's header {@code Authorization}. */
    @FunctionalInterface
    interface Authorization {
        /** Says nothing: a client certificate does, or nobody asks. */
        Authorization NONE = () -> "";

        /** {@code Bearer eyJhbGci...}; empty for none. */
        String header() throws IOException;
    }
}
