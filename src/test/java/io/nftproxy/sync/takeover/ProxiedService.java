package io.nftproxy.sync.takeover;

import io.nftproxy.core.model.IpFamily;
import java.util.List;

/**
 * A TCP Service, from which the rules of each kind are generated.
 *
 * @param name {@code default/web:http}
 * @param nodePort 0 if it has none
 * @param endpoints addresses of the ClusterIP's family
 * @param affinity whether clients keep their endpoint
 */
record ProxiedService(
        String name,
        String clusterIp,
        int port,
        int nodePort,
        List<String> endpoints,
        int targetPort,
        boolean affinity) {

    /** Returns the Services of the tests; their endpoints listen on 8080. */
    static List<ProxiedService> of(IpFamily family) {
        return switch (family) {
            case IPV4 ->
                    List.of(
                            new ProxiedService(
                                    "default/web:http",
                                    "10.96.0.10",
                                    80,
                                    30080,
                                    List.of("10.244.0.11", "10.244.0.12", "10.244.0.13"),
                                    8080,
                                    false),
                            new ProxiedService(
                                    "default/sticky:http",
                                    "10.96.0.11",
                                    80,
                                    0,
                                    List.of("10.244.0.11", "10.244.0.12"),
                                    8080,
                                    true),
                            new ProxiedService(
                                    "default/empty:http",
                                    "10.96.0.12",
                                    80,
                                    30082,
                                    List.of(),
                                    8080,
                                    false));
            case IPV6 ->
                    List.of(
                            new ProxiedService(
                                    "default/web6:http",
                                    "fd00:96::10",
                                    80,
                                    30081,
                                    List.of("fd00:244::11", "fd00:244::12"),
                                    8080,
                                    false));
        };
    }

    /** Returns the part of {@link #name} before the slash. */
    String namespace() {
        return name.substring(0, name.indexOf('/'));
    }

    /** Returns the Service's own name. */
    String serviceName() {
        return name.substring(name.indexOf('/') + 1, name.indexOf(':'));
    }

    /** Returns the port's name. */
    String portName() {
        return name.substring(name.indexOf(':') + 1);
    }
}
