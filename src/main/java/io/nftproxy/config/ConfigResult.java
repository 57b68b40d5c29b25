package io.nftproxy.config;

import java.util.List;

/** The result of reading a configuration. */
public sealed interface ConfigResult {
    /**
     * A valid configuration.
     *
     * @param warnings a sentence each, for the log
     */
    record Valid(ProxyConfig config, List<String> warnings) implements ConfigResult {
        public Valid {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * An invalid configuration.
     *
     * @param problems all errors; at least one
     */
    record Invalid(List<ConfigProblem> problems) implements ConfigResult {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
