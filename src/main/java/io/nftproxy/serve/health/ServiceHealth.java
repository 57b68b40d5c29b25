package io.nftproxy.serve.health;

import com.sun.net.httpserver.HttpExchange;
import io.nftproxy.config.json.JsonText;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.serve.http.Response;
import java.io.IOException;
import java.util.Map;

/**
 * The answer of one Service's health check port.
 *
 * @param port {@code spec.healthCheckNodePort}
 * @param localEndpoints for each family of the Service, the number of distinct ready addresses on
 *     this node; the port answers for these families only
 */
public record ServiceHealth(int port, Map<IpFamily, Integer> localEndpoints) {
    /** For load balancers that weigh nodes by their endpoints. */
    private static final String WEIGHT_HEADER = "X-Load-Balancing-Endpoint-Weight";

    public ServiceHealth {
        localEndpoints = Map.copyOf(localEndpoints);
    }

    /** Answers 200 if there is a local endpoint and the proxy is healthy, else 503. */
    void answer(HttpExchange exchange, ObjectName service, IpFamily family, boolean proxyHealthy)
            throws IOException {
        int count = localEndpoints.getOrDefault(family, 0);
        exchange.getResponseHeaders().set(WEIGHT_HEADER, Integer.toString(count));
        int status = count > 0 && proxyHealthy ? 200 : 503;
        Response.json(exchange, status, json(service, count, proxyHealthy));
    }

    /** kube-proxy's layout, with tabs. */
    private static String json(ObjectName service, int count, boolean proxyHealthy) {
        return """
        {
        \t"service": {
        \t\t"namespace": %s,
        \t\t"name": %s
        \t},
        \t"localEndpoints": %d,
        \t"serviceProxyHealthy": %s
        }"""
                .formatted(
                        JsonText.of(service.namespace()),
                        JsonText.of(service.name()),
                        count,
                        proxyHealthy);
    }
}
