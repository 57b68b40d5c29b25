package io.nftproxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Warnings about valid settings without effect. */
class ConfigWarningsTest {
    @ParameterizedTest
    @ValueSource(strings = {"nftables", "\"\""})
    void nftablesModeOrNoModeGivesNoWarning(String mode) {
        assertThat(Configs.valid(Configs.file("mode: " + mode)).warnings()).isEmpty();
    }

    @Test
    void fieldsOfOtherModesAreListedUnlessTheyAreTheDefault() {
        String file =
                """
                iptables: {masqueradeAll: true, syncPeriod: 30s, minSyncPeriod: 1s}
                ipvs: {scheduler: rr, strictARP: false}
                winkernel: {networkName: net}
                portRange: ""
                """;
        assertThat(Configs.valid(Configs.file(file)).warnings())
                .containsExactly(
                        "Set, but without effect in mode nftables: iptables.masqueradeAll,"
                                + " ipvs.scheduler, winkernel.networkName");
    }

    @Test
    void flagThatAlsoSetsAUsedFieldIsNotListed() {
        Map<ConfigField<?>, String> names =
                Map.of(
                        ConfigFields.named("iptables.masqueradeAll"),
                        "--masquerade-all",
                        ConfigFields.MASQUERADE_ALL,
                        "--masquerade-all",
                        ConfigFields.named("iptables.masqueradeBit"),
                        "--iptables-masquerade-bit");
        Map<ConfigField<?>, String> texts =
                Map.of(
                        ConfigFields.named("iptables.masqueradeAll"),
                        "true",
                        ConfigFields.MASQUERADE_ALL,
                        "true",
                        ConfigFields.named("iptables.masqueradeBit"),
                        "15");
        FlagValues flags = new FlagValues(names, texts);
        assertThat(ProxyConfigReader.ofFlags(flags))
                .isInstanceOfSatisfying(
                        ConfigResult.Valid.class,
                        valid ->
                                assertThat(valid.warnings())
                                        .containsExactly(
                                                "Set, but without effect in mode nftables:"
                                                        + " --iptables-masquerade-bit"));
    }
}
