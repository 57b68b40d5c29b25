package io.nftproxy.config;

import java.util.List;

/** What became of a configuration. */
public sealed interface ConfigResult {
    /**
     * A good one.
     *
     * @param warnings what the user should know all the same, a sentence each
     */
    record Valid(ProxyConfig config, List<String> warnings) implements ConfigResult {
        public Valid {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * A bad one.
     *
     * @param problems every mistake in it; at least one
     */
    record Invalid(List<ConfigProblem> problems) implements ConfigResult {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
