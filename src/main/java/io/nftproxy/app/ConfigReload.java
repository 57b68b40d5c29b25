package io.nftproxy.app;

import io.nftproxy.config.ConfigChange;
import io.nftproxy.config.ConfigProblem;
import io.nftproxy.config.ConfigResult;
import io.nftproxy.config.Logging;
import io.nftproxy.config.ProxyConfig;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done when the configuration file has changed.
 *
 * <p>Logging changes at once; for anything else a new process has to read the file. A file with
 * mistakes changes nothing: a restart would only end in them.
 */
final class ConfigReload implements Consumer<ConfigResult> {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigReload.class);

    private final Consumer<Logging> logging;
    private final Runnable restart;

    /** Owned by the watcher's thread. */
    private ProxyConfig current;

    /**
     * Compares with what the process started with.
     *
     * @param logging makes the process log as the settings say
     * @param restart ends the process so that another one is started
     */
    ConfigReload(ProxyConfig current, Consumer<Logging> logging, Runnable restart) {
        this.current = current;
        this.logging = logging;
        this.restart = restart;
    }

    @Override
    public void accept(ConfigResult result) {
        switch (result) {
            case ConfigResult.Invalid(List<ConfigProblem> problems) ->
                    problems.forEach(
                            problem ->
                                    LOG.error(
                                            "The changed configuration is not used: {}", problem));
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
            LOG.info("The configuration has changed, restarting: {}", change.paths());
            restart.run();
        } else if (!change.live().isEmpty()) {
            logging.accept(config.logging());
            LOG.info("The configuration has changed, applied: {}", change.paths());
        }
    }
}
