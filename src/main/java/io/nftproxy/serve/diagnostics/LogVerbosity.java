package io.nftproxy.serve.diagnostics;

import io.nftproxy.serve.http.HttpHandler;
import io.nftproxy.serve.http.HttpResponse;
import java.util.function.IntConsumer;

/** {@code PUT /debug/flags/v} with a number: changes {@code -v} while the process runs. */
public final class LogVerbosity {
    /** kube-proxy's own highest level; higher ones mean the same. */
    private static final int VERBOSITY_MAX = 10;

    private LogVerbosity() {}

    /**
     * The page.
     *
     * @param set takes the new level, 0 to 10; called on the thread of the request
     */
    public static HttpHandler page(IntConsumer set) {
        return request -> {
            if (!request.method().equals("PUT")) {
                return HttpResponse.text(405, "only PUT\n").with("Allow", "PUT");
            }
            String text = request.body().strip();
            if (!text.matches("[0-9]{1,9}")) {
                return HttpResponse.text(400, "the body has to be a number, for example 4\n");
            }
            int verbosity = Math.min(Integer.parseInt(text), VERBOSITY_MAX);
            set.accept(verbosity);
            return HttpResponse.text(200, "log verbosity is " + verbosity + " now\n");
        };
    }
}
