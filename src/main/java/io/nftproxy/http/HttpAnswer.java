package io.nftproxy.http;

import java.util.concurrent.Callable;

/** What a handler gives back: a response, or work that will make one. */
public sealed interface HttpAnswer permits HttpResponse, HttpAnswer.Slow {

    /**
     * Work that takes longer than the HTTP thread may be held up, for example a recording of thirty
     * seconds. It runs on a thread of its own, one at a time.
     */
    record Slow(Callable<HttpResponse> work) implements HttpAnswer {}
}
