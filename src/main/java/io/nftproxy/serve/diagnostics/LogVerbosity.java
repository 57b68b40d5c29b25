package io.nftproxy.serve.diagnostics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.nftproxy.serve.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/** {@code PUT /debug/flags/v} with a number as body: sets {@code -v} of the running process. */
record LogVerbosity(IntConsumer verbosity) implements HttpHandler {
    /** kube-proxy's own highest level; higher ones mean the same. */
    private static final int VERBOSITY_MAX = 10;

    /** The longest body that is read; a number is shorter. */
    private static final int BODY_BYTES_MAX = 1024;

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX);
        String text = new String(body, StandardCharsets.UTF_8).strip();
        if (!text.matches("[0-9]{1,9}")) {
            Response.text(exchange, 400, "the body must be a number, for example 4\n");
            return;
        }
        int wanted = Math.min(Integer.parseInt(text), VERBOSITY_MAX);
        verbosity.accept(wanted);
        Response.text(exchange, 200, "log verbosity is now " + wanted + "\n");
    }
}
