package io.nftproxy.serve.health;

import io.nftproxy.config.json.JsonText;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.serve.http.HttpResponse;
import java.util.Map;

/**
 * What one Service's health check port says.
 *
 * @param port {@code spec.healthCheckNodePort}
 * @param localEndpoints for each family of the Service, how many distinct ready addresses are on
 *     this node; a family that is absent is not served
 */
public record ServiceHealth(int port, Map<IpFamily, Integer> localEndpoints) {
    /** Read by load balancers that weigh nodes by their endpoints. */
    private static final String WEIGHT_HEADER = "X-Load-Balancing-Endpoint-Weight";

    public ServiceHealth {
        localEndpoints = Map.copyOf(localEndpoints);
    }

    HttpResponse response(ObjectName service, IpFamily family, boolean proxyHealthy) {
        int count = localEndpoints.getOrDefault(family, 0);
        return HttpResponse.json(
                        count > 0 && proxyHealthy ? 200 : 503, json(service, count, proxyHealthy))
                .with(WEIGHT_HEADER, Integer.toString(count));
    }

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
