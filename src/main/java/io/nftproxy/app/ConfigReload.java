package io.nftproxy.app;

import io.nftproxy.config.ConfigChange;
import io.nftproxy.config.ConfigFile;
import io.nftproxy.config.ConfigProblem;
import io.nftproxy.config.ConfigResult;
import io.nftproxy.config.Logging;
import io.nftproxy.config.ProxyConfig;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies a changed configuration file.
 *
 * <p>Logging changes at once; any other change ends the process so that a new one reads the file. A
 * file with mistakes is ignored: a restart would fail.
 */
final class ConfigReload {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigReload.class);

    private final Consumer<Logging> logging;
    private final Runnable restart;

    /** Owned by the watcher's thread. */
    private ProxyConfig current;

    /**
     * Creates it with the configuration that the process started with.
     *
     * @param restart ends the process, to be started again
     */
    ConfigReload(ProxyConfig current, Consumer<Logging> logging, Runnable restart) {
        this.current = current;
        this.logging = logging;
        this.restart = restart;
    }

    /** Applies the changed content of the file; one that is no text changes nothing. */
    void changed(ConfigFile file, byte[] content) {
        try {
            accept(file.changed(content).parse());
        } catch (IOException e) {
            LOG.error(
                    "Changed configuration rejected: {}: {}; keeping the current one",
                    file.path(),
                    e.getMessage());
        }
    }

    void accept(ConfigResult result) {
        switch (result) {
            case ConfigResult.Invalid(List<ConfigProblem> problems) ->
                    problems.forEach(
                            problem ->
                                    LOG.error(
                                            "Changed configuration rejected: {}; keeping the current one",
                                            problem));
            case ConfigResult.Valid(ProxyConfig config, List<String> warnings) -> {
                warnings.forEach(warning -> LOG.warn("{}", warning));
                change(config);
            }
        }
    }

    private void change(ProxyConfig config) {
        ConfigChange change = ConfigChange.between(current, config);
        current = config;
        if (change.needsRestart()) {
            LOG.info("Configuration changed: {}; restarting", change.paths());
            restart.run();
        } else if (!change.live().isEmpty()) {
            logging.accept(config.logging());
            LOG.info("Configuration changed: {}; applied without a restart", change.paths());
        }
    }
}
