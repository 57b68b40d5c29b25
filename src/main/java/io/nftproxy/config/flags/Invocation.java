package io.nftproxy.config.flags;

import io.nftproxy.config.ConfigFile;
import io.nftproxy.config.ProxyConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A parsed command line: the command to run. */
public sealed interface Invocation {
    /**
     * Run the proxy.
     *
     * @param config all settings, of the file or the flags
     * @param file the configuration file to watch; empty without one
     * @param nodeName the name of this Node, lower case, not empty
     * @param master address of the API server, {@code https://10.0.0.1:6443}, instead of the
     *     kubeconfig's; empty if not given
     * @param initOnly whether to exit after the part of the start that needs privileges
     * @param reportedVersion the version to report instead of the own one, {@code v1.2.3}; empty if
     *     not given
     * @param flags given and default values by name without dashes, for {@code /flagz}: {@code v},
     *     {@code 2}
     * @param warnings a sentence each, for the log
     */
    record RunProxy(
            ProxyConfig config,
            Optional<ConfigFile> file,
            String nodeName,
            String master,
            boolean initOnly,
            String reportedVersion,
            Map<String, String> flags,
            List<String> warnings)
            implements Invocation {
        public RunProxy {
            flags = Map.copyOf(flags);
            warnings = List.copyOf(warnings);
        }
    }

    /** Write the configuration to a file and exit. */
    record WriteConfig(ProxyConfig config, Path target, List<String> warnings)
            implements Invocation {
        public WriteConfig {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Remove everything that a proxy leaves in the kernel and exit.
     *
     * @param config the settings of flags: logging, and the health port of a running proxy. No file
     *     is read, so that an invalid one does not prevent the cleanup
     */
    record Cleanup(ProxyConfig config) implements Invocation {}

    /**
     * Remove our rules once kube-proxy's are complete, and exit.
     *
     * @param config as for a {@link Cleanup}
     */
    record GiveBack(ProxyConfig config) implements Invocation {}

    /** Print the version and exit. */
    record ShowVersion(String text) implements Invocation {}

    /** Print the help and exit. */
    record ShowHelp(String text) implements Invocation {}

    /** Run one of nftproxy's own commands. */
    record Subcommand(SubcommandName name, List<String> arguments) implements Invocation {
        public Subcommand {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Print errors of the command line or the configuration and fail.
     *
     * @param messages a line for each error; at least one
     */
    record UsageError(List<String> messages) implements Invocation {
        public UsageError {
            messages = List.copyOf(messages);
        }
    }
}
