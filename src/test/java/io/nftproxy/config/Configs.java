package io.nftproxy.config;

import java.util.List;

/** Configurations for tests. */
final class Configs {
    private static final String HEAD =
            """
            apiVersion: kubeproxy.config.k8s.io/v1alpha1
            kind: KubeProxyConfiguration
            """;

    private Configs() {}

    /** Returns the configuration of an empty file. */
    static ProxyConfig defaults() {
        return valid(HEAD).config();
    }

    /** Returns a file with apiVersion, kind and these lines. */
    static String file(String lines) {
        return HEAD + lines + "\n";
    }

    /** Returns the fields whose value is not the default. */
    static List<ConfigField<?>> changed(ProxyConfig config) {
        ProxyConfig defaults = defaults();
        return ConfigFields.ALL.stream()
                .filter(field -> !defaults.get(field).equals(config.get(field)))
                .toList();
    }

    static ConfigResult.Valid valid(String text) {
        return switch (ProxyConfigReader.ofFile(text)) {
            case ConfigResult.Valid valid -> valid;
            case ConfigResult.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    static List<String> problems(String text) {
        return switch (ProxyConfigReader.ofFile(text)) {
            case ConfigResult.Valid valid -> throw new AssertionError("no problem: " + valid);
            case ConfigResult.Invalid invalid ->
                    invalid.problems().stream().map(ConfigProblem::toString).toList();
        };
    }
}
