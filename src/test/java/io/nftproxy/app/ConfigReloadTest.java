package io.nftproxy.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.config.ConfigFile;
import io.nftproxy.config.ConfigResult;
import io.nftproxy.config.FlagValues;
import io.nftproxy.config.ProxyConfigReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The effect of a changed configuration file. */
class ConfigReloadTest {
    private static final String FILE =
            """
            apiVersion: kubeproxy.config.k8s.io/v1alpha1
            kind: KubeProxyConfiguration
            """;

    private final List<String> done = new ArrayList<>();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # only a comment                        | nothing
                    mode: iptables                          | restart
                    logging: {verbosity: 4}                 | logging 4
                    logging: {verbosity: 4, format: json}   | logging 4
                    ipvs: {scheduler: rr}                   | logging 0
                    clusterCIDR: 10.0.0.0/8                 | restart
                    {clusterCIDR: 10.0.0.0/8, logging: {verbosity: 4}} | restart
                    oomScoreAdj: nonsense                   | nothing
                    not a map                               | nothing
                    """)
    void changedFieldIsAppliedOrLeadsToARestart(String lines, String what) {
        String change = lines.replaceAll("^\\{(.*), (logging.*)\\}$", "$1\n$2");
        reload().accept(ProxyConfigReader.ofFile(FILE + change));
        assertThat(done).isEqualTo(what.equals("nothing") ? List.of() : List.of(what));
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "0, 0"})
    void changeIsComparedWithThePreviousConfiguration(int last, int expected) {
        ConfigReload reload = reload();
        reload.accept(ProxyConfigReader.ofFile(FILE + "logging: {verbosity: 2}"));
        reload.accept(ProxyConfigReader.ofFile(FILE + "logging: {verbosity: " + last + "}"));
        assertThat(done).containsExactly("logging 2", "logging " + expected);
    }

    @Test
    void contentThatIsNotUtf8IsIgnored() {
        ConfigFile file = new ConfigFile(Path.of("config.conf"), FILE, FlagValues.NONE);
        ConfigReload reload = reload();
        reload.changed(file, new byte[] {(byte) 0xff});
        assertThat(done).isEmpty();
        reload.changed(file, (FILE + "mode: iptables").getBytes(UTF_8));
        assertThat(done).containsExactly("restart");
    }

    private ConfigReload reload() {
        ConfigResult.Valid start = (ConfigResult.Valid) ProxyConfigReader.ofFile(FILE);
        return new ConfigReload(
                start.config(),
                logging -> done.add("logging " + logging.verbosity()),
                () -> done.add("restart"));
    }
}
