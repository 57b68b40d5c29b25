package io.nftproxy.serve.control;

import static io.nftproxy.config.json.JsonText.object;

import io.nftproxy.config.json.JsonText;
import io.nftproxy.config.json.JsonValues;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.explain.Explainer;
import io.nftproxy.core.explain.KernelView;
import io.nftproxy.core.explain.NoAnswer;
import io.nftproxy.core.explain.ProxyState;
import io.nftproxy.core.explain.TableDiff;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answers to requests of the control socket: a line of JSON for a line of JSON.
 *
 * <pre>
 * {"command":"services","namespace":"shop"}
 * {"services":[{"namespace":"shop","name":"web", …}]}
 * </pre>
 *
 * <p>A request that cannot be answered gets {@code {"error":"…"}}. Thread-safe.
 */
public final class ControlAnswers {
    /** The name of the control socket in the abstract namespace. */
    public static final String SOCKET = "nftproxy";

    private static final Logger LOG = LoggerFactory.getLogger(ControlAnswers.class);

    private final Proxy proxy;

    public ControlAnswers(Proxy proxy) {
        this.proxy = proxy;
    }

    /**
     * Writes the answer to a request.
     *
     * @throws IOException if the writer does
     */
    public void write(String request, Writer to) throws IOException {
        JsonText.write(answer(request), to);
        to.write('\n');
    }

    private Map<String, @Nullable Object> answer(String request) {
        try {
            return answer(JsonValues.object(request));
        } catch (NoAnswer | KernelFailure | IOException e) {
            return object("error", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return object("error", "the proxy is stopping");
        } catch (RuntimeException e) {
            LOG.warn("Request of the control socket failed: {}", request, e);
            return object("error", e.toString());
        }
    }

    private Map<String, @Nullable Object> answer(Map<String, @Nullable Object> request)
            throws NoAnswer, KernelFailure, InterruptedException {
        String command = String.valueOf(request.get("command"));
        return switch (command) {
            case "status" -> StatusAnswer.of(proxy, proxy.awaitState());
            case "services" ->
                    ServicesAnswer.of(
                            proxy,
                            proxy.awaitState(),
                            text(request, "namespace"),
                            Boolean.TRUE.equals(request.get("brief")));
            case "endpoints" ->
                    EndpointsAnswer.of(
                            proxy.awaitState(), text(request, "namespace"), text(request, "name"));
            case "nodes" -> NodesAnswer.of(proxy.awaitState(), request.get("addresses"));
            case "explain" -> explain(request);
            case "diff" -> diff(proxy.awaitState());
            default -> throw new NoAnswer("unknown command: " + command);
        };
    }

    private Map<String, @Nullable Object> explain(Map<String, @Nullable Object> request)
            throws NoAnswer, KernelFailure, InterruptedException {
        ProxyState state = proxy.awaitState();
        try (KernelView kernel = proxy.openKernel()) {
            return ExplainAnswer.of(
                    new Explainer(state, kernel, proxy.addresses())
                            .explain(
                                    text(request, "to"),
                                    text(request, "from"),
                                    text(request, "interface")));
        }
    }

    private Map<String, @Nullable Object> diff(ProxyState state) throws NoAnswer, KernelFailure {
        try (KernelView kernel = proxy.openKernel()) {
            List<String> lines = TableDiff.between(kernel.read(), proxy.wanted(state));
            return object("differs", !lines.isEmpty(), "lines", lines);
        }
    }

    /** Returns a text of a request; empty if it has none. */
    private static String text(Map<String, @Nullable Object> request, String name) {
        return request.get(name) instanceof String text ? text : "";
    }
}
