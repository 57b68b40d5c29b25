package io.nftproxy.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A TLS server that answers every request with an empty list, and records the credentials. */
final class TlsApiServer implements AutoCloseable {
    /** The headers {@code Authorization}, empty where there was none. */
    final List<String> authorizations = new CopyOnWriteArrayList<>();

    /** The names in the clients' certificates, empty where there was none. */
    final List<String> clients = new CopyOnWriteArrayList<>();

    /** The accepted {@code Authorization}; empty for any. Other requests get 401. */
    volatile String accepted = "";

    /** The target of redirects; empty to answer. */
    volatile String redirect = "";

    private final HttpsServer server;

    /**
     * @param own the certificate of the server
     * @param clientCas the client certificates that it accepts; none is required
     */
    TlsApiServer(TestCertificate own, TestCertificate... clientCas)
            throws IOException, GeneralSecurityException {
        server =
                HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(TestTls.server(own, clientCas));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** For example {@code https://127.0.0.1:40001}. */
    String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String shown = authorization == null ? "" : authorization;
        authorizations.add(shown);
        clients.add(client((HttpsExchange) exchange));
        int status = accepted.isEmpty() || accepted.equals(shown) ? 200 : 401;
        if (!redirect.isEmpty()) {
            status = 302;
            exchange.getResponseHeaders().set("Location", redirect);
        }
        byte[] body = "{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[]}".getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String client(HttpsExchange exchange) {
        try {
            return exchange.getSSLSession().getPeerPrincipal().getName();
        } catch (IOException _) {
            return "";
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
