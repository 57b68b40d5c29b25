package io.nftproxy.http;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Decides who answers on a new connection. Called on the HTTP thread. */
@FunctionalInterface
public interface Acceptor {
    /**
     * The handler for connections to this address of ours; null to close the connection unanswered.
     *
     * @param local where the client connected to; an {@link java.net.Inet4Address} also when an
     *     IPv4 client came in through a wildcard IPv6 socket
     */
    @Nullable HttpHandler handlerFor(InetAddress local);
}
