package io.nftproxy.config.flags;

import io.nftproxy.config.ConfigFile;
import io.nftproxy.config.ProxyConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a command line asks for. */
public sealed interface Invocation {
    /**
     * Run the proxy.
     *
     * @param config all settings, of the file or of the flags
     * @param file the configuration file, to be watched; empty: there is none
     * @param nodeName the name of this Node, lower case, not empty
     * @param master address of the API server, {@code https://10.0.0.1:6443}, instead of the
     *     kubeconfig's; empty: not given
     * @param initOnly end after the start-up work that needs privileges
     * @param reportedVersion what to report as version instead of one's own, {@code v1.2.3}; empty:
     *     not given
     * @param flags the flags by name without dashes, as they were given or by default, for {@code
     *     /flagz}: {@code v}, {@code 2}
     * @param warnings what the user should be told first, a sentence each
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

    /** Write the configuration to a file and end. */
    record WriteConfig(ProxyConfig config, Path target, List<String> warnings)
            implements Invocation {
        public WriteConfig {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Remove everything that a proxy leaves in the kernel and end.
     *
     * @param config what the flags say; of use is how to log, and where a proxy answers if one
     *     runs. No file is read: a bad one must not keep anybody from cleaning up
     */
    record Cleanup(ProxyConfig config) implements Invocation {}

    /**
     * Remove our rules as soon as kube-proxy's stand, and end.
     *
     * @param config as for a {@link Cleanup}
     */
    record GiveBack(ProxyConfig config) implements Invocation {}

    /** Print the version and end. */
    record ShowVersion(String text) implements Invocation {}

    /** Print the help and end. */
    record ShowHelp(String text) implements Invocation {}

    /** Run one of nftproxy's own commands. */
    record Subcommand(SubcommandName name, List<String> arguments) implements Invocation {
        public Subcommand {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Print what is wrong with the command line or the configuration and fail.
     *
     * @param messages one line for each mistake; at least one
     */
    record UsageError(List<String> messages) implements Invocation {
        public UsageError {
            messages = List.copyOf(messages);
        }
    }
}
