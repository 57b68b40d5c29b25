package io.nftproxy.serve.http;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A port to serve.
 *
 * @param purpose for log lines and Events, for example {@code metrics}
 * @param address to bind; the wildcard address of either family stands for both families
 * @param answers whether clients that connected to this local address get an answer; connections to
 *     others are closed. An IPv4 client of an IPv6 wildcard socket has an {@link
 *     java.net.Inet4Address} here
 * @param handler called on a virtual thread of the request, so it may block
 * @param bindFailed receives the message of an Event when the port cannot be bound; must not block
 */
public record HttpPort(
        String purpose,
        InetSocketAddress address,
        Predicate<InetAddress> answers,
        HttpHandler handler,
        Consumer<String> bindFailed) {

    /** Returns a port that answers on every address it is bound to. */
    public static HttpPort of(
            String purpose,
            InetSocketAddress address,
            HttpHandler handler,
            Consumer<String> bindFailed) {
        return new HttpPort(purpose, address, _ -> true, handler, bindFailed);
    }

    /**
     * Returns, for example, {@code Cannot serve metrics on 127.0.0.1:10249: Address already in
     * use}.
     */
    String failure(IOException cause) {
        return "Cannot serve " + purpose + " on " + addressText() + ": " + cause.getMessage();
    }

    /** Returns {@code 127.0.0.1:10249} or {@code [::1]:10249}. */
    String addressText() {
        String host =
                address.isUnresolved()
                        ? address.getHostString()
                        : address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
