package io.nftproxy.http;

/** Answers requests. Called on the HTTP thread: it must not block. */
@FunctionalInterface
public interface HttpHandler {
    HttpAnswer handle(HttpRequest request);
}
