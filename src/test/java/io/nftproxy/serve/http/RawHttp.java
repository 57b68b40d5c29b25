package io.nftproxy.serve.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Objects;

/** A plain HTTP client, like the health checks of load balancers. */
public final class RawHttp {
    private static final int TIMEOUT_MS = 60_000;

    /** A response: the head, {@code HTTP/1.1 200 OK}, and the body after the empty line. */
    public record Answer(int status, String head, String body) {
        /** Returns a header's value; empty if it was not sent. */
        public String header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ": ";
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()))
                    .findFirst()
                    .orElse("");
        }
    }

    private RawHttp() {}

    /** Sends a text and returns the response until the server closes the connection. */
    public static String exchange(InetAddress address, int port, String request)
            throws IOException {
        try (Socket socket = new Socket(address, port)) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    /** Sends a request of HTTP/1.0. The header line may be empty. */
    public static Answer send(InetSocketAddress to, String method, String path, String headerLine)
            throws IOException {
        String header = headerLine.isEmpty() ? "" : headerLine + "\r\n";
        String request = method + " " + path + " HTTP/1.0\r\n" + header + "\r\n";
        String answer = exchange(to.getAddress(), to.getPort(), request);
        int end = answer.indexOf("\r\n\r\n");
        return new Answer(
                Integer.parseInt(answer.substring(9, 12)),
                answer.substring(0, end),
                answer.substring(end + 4));
    }

    public static Answer get(InetSocketAddress to, String path) throws IOException {
        return send(to, "GET", path, "");
    }

    /** Serves on a free port of 127.0.0.1 and returns its address. */
    public static InetSocketAddress serve(HttpPorts ports, HttpHandler handler) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpPort port = HttpPort.of("test", any, handler, message -> {});
        return Objects.requireNonNull(ports.openNow(port).boundAddress());
    }
}
