package io.nftproxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file for another mode keeps its meaning. */
class RequestedModeTest {
    @ParameterizedTest(name = "{0}: bit {1}, all {2}, sync {3}, min {4}")
    @CsvSource(
            delimiter = ';',
            nullValues = "none",
            textBlock =
                    """
                    mode: iptables\\niptables: {masqueradeBit: 15, masqueradeAll: true, syncPeriod: 1m, minSyncPeriod: 2s} ; 15 ; true ; 1m0s ; 2s
                    mode: iptables\\niptables: {masqueradeBit: 0} ; 0 ; false ; 30s ; none
                    mode: iptables\\niptables: {masqueradeBit: 15}\\nnftables: {masqueradeBit: 0} ; 0 ; false ; 30s ; none
                    mode: iptables\\niptables: {masqueradeAll: true}\\nnftables: {masqueradeAll: false, syncPeriod: 0s} ; 14 ; true ; 30s ; none
                    mode: iptables\\niptables: {masqueradeAll: false}\\nnftables: {masqueradeAll: true} ; 14 ; true ; 30s ; none
                    mode: iptables\\niptables: {syncPeriod: 1m, minSyncPeriod: 40s}\\nnftables: {syncPeriod: 5s} ; 14 ; false ; 5s ; none
                    mode: iptables\\niptables: {syncPeriod: 5s}\\nnftables: {minSyncPeriod: 10s} ; 14 ; false ; 30s ; 10s
                    mode: iptables\\nipvs: {syncPeriod: 1m, minSyncPeriod: 2s} ; 14 ; false ; 30s ; none
                    mode: iptables\\niptables: {masqueradeBit: null, minSyncPeriod: 0s, syncPeriod: 0s} ; 14 ; false ; 30s ; none
                    mode: ipvs\\nipvs: {syncPeriod: 1m, minSyncPeriod: 2s}\\niptables: {syncPeriod: 9s, masqueradeBit: 15, masqueradeAll: true} ; 15 ; true ; 1m0s ; 2s
                    mode: nftables\\niptables: {masqueradeBit: 15, masqueradeAll: true, syncPeriod: 1m, minSyncPeriod: 2s} ; 14 ; false ; 30s ; none
                    mode: ""\\niptables: {masqueradeBit: 15, masqueradeAll: true, syncPeriod: 1m, minSyncPeriod: 2s} ; 14 ; false ; 30s ; none
                    """)
    void valuesComeFromTheSectionOfTheMode(
            String lines, int bit, boolean all, String sync, String min) {
        ProxyConfig config = config(lines).config();
        assertThat(config.get(ConfigFields.MASQUERADE_BIT)).isEqualTo(bit);
        assertThat(config.get(ConfigFields.MASQUERADE_ALL)).isEqualTo(all);
        assertThat(GoDuration.format(config.syncPeriod())).isEqualTo(sync);
        assertThat(config.minSyncPeriod().map(GoDuration::format).orElse(null)).isEqualTo(min);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    mode: iptables ; 0.0.0.0/0,::/0
                    mode: ipvs ; 0.0.0.0/0,::/0
                    mode: iptables\\nnodePortAddresses: null ; 0.0.0.0/0,::/0
                    mode: iptables\\nnodePortAddresses: [] ; 0.0.0.0/0,::/0
                    mode: iptables\\nnodePortAddresses: [primary] ; primary
                    mode: iptables\\nnodePortAddresses: [10.0.0.0/8] ; 10.0.0.0/8
                    mode: nftables ; primary
                    mode: "" ; primary
                    """)
    void nodePortAddressesHaveTheDefaultOfTheMode(String lines, String addresses) {
        NodePortAddresses found = config(lines).config().nodePortAddresses();
        String text = found.primary() ? "primary" : "";
        List<String> cidrs = found.cidrs().stream().map(Object::toString).toList();
        assertThat(text + String.join(",", cidrs)).isEqualTo(addresses);
    }

    @Test
    void oneWarningListsTheModeAndTheValuesInUse() {
        assertThat(
                        config(
                                        """
                                        mode: iptables
                                        iptables: {masqueradeAll: true, syncPeriod: 30s}
                                        ipvs: {scheduler: rr}
                                        """)
                                .warnings())
                .containsExactly(
                        "Mode iptables is not available; using mode nftables with"
                                + " iptables.masqueradeAll=true, iptables.syncPeriod=30s,"
                                + " nodePortAddresses=0.0.0.0/0,::/0 (the default of that mode)",
                        "Set, but without effect in mode nftables: ipvs.scheduler");
        assertThat(
                        config(
                                        "mode: ipvs\n"
                                                + "nodePortAddresses: [primary]\n"
                                                + "nftables: {scheduler: mh}")
                                .warnings())
                .containsExactly("Mode ipvs is not available; using mode nftables");
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    mode: ipvs\\nipvs: {scheduler: sh} ; sh ; with ipvs.scheduler=sh, nodePort
                    mode: ipvs ; rr ; with ipvs.scheduler=rr (the default of that mode), nodePort
                    mode: ipvs\\nipvs: {scheduler: ''} ; rr ; with ipvs.scheduler=rr (the default
                    mode: ipvs\\nipvs: {scheduler: wlc} ; rr ; Scheduler wlc is not available, using rr
                    mode: ipvs\\nipvs: {scheduler: dh} ; sh ; Scheduler dh is not available, using sh
                    mode: ipvs\\nipvs: {scheduler: best} ; random ; Scheduler best is not available, using random
                    mode: ipvs\\nipvs: {scheduler: sh}\\nnftables: {scheduler: mh} ; mh ; without effect in mode nftables: ipvs.scheduler
                    mode: iptables\\nipvs: {scheduler: sh} ; random ; without effect in mode nftables: ipvs.scheduler
                    mode: nftables\\nnftables: {scheduler: lc} ; rr ; Scheduler lc is not available, using rr
                    """)
    void schedulerOfIpvsModeIsUsed(String lines, String scheduler, String warning) {
        ConfigResult.Valid read = config(lines.replace("''", "\"\""));
        assertThat(read.config().scheduler()).hasToString(scheduler);
        assertThat(String.join("\n", read.warnings()).replace(';', ',')).contains(warning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nftables", "\"\""})
    void nftablesModeOrNoModeGivesNoWarning(String mode) {
        assertThat(config("mode: " + mode).warnings()).isEmpty();
    }

    @Test
    void flagsSetTheFieldsOfTheConfiguredMode() {
        Map<ConfigField<?>, String> texts =
                Map.of(
                        ConfigFields.MODE,
                        "ipvs",
                        ConfigFields.SYNC_PERIOD,
                        "5s",
                        ConfigFields.named("iptables.syncPeriod"),
                        "5s",
                        ConfigFields.named("ipvs.syncPeriod"),
                        "1m",
                        ConfigFields.named("iptables.masqueradeBit"),
                        "15");
        Map<ConfigField<?>, String> names =
                Map.of(
                        ConfigFields.named("ipvs.syncPeriod"), "--ipvs-sync-period",
                        ConfigFields.named("iptables.masqueradeBit"), "--iptables-masquerade-bit");
        assertThat(ProxyConfigReader.ofFlags(new FlagValues(names, texts)))
                .isInstanceOfSatisfying(
                        ConfigResult.Valid.class,
                        valid -> {
                            assertThat(valid.config().get(ConfigFields.MASQUERADE_BIT))
                                    .isEqualTo(15);
                            assertThat(valid.config().syncPeriod())
                                    .isEqualTo(Duration.ofMinutes(1));
                            assertThat(valid.warnings().getFirst())
                                    .contains("--iptables-masquerade-bit=15")
                                    .contains("--ipvs-sync-period=1m0s");
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"iptables", "ipvs"})
    void writtenConfigurationIsReadBackUnchanged(String mode) throws IOException {
        Path kubeadm =
                Path.of(
                        System.getProperty("project.dir", "."),
                        "src/test/resources/config/kubeadm.yaml");
        String file = Files.readString(kubeadm).replace("mode: \"\"", "mode: " + mode);
        ProxyConfig config = Configs.valid(file).config();
        assertThat(Configs.valid(ProxyConfigWriter.yaml(config)).config()).isEqualTo(config);
    }

    private static ConfigResult.Valid config(String lines) {
        return Configs.valid(Configs.file(lines.replace("\\n", "\n")));
    }
}
