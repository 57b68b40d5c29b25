package io.nftproxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Each rule accepts the last valid value and rejects the first invalid one. */
class ConfigValidationTest {
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/config/allowed.csv", delimiter = '|', quoteCharacter = '~')
    void validConfigurationIsAccepted(String yaml) {
        assertThat(Configs.valid(Configs.file(lines(yaml))).warnings())
                .noneMatch(warning -> warning.contains("ignored"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/config/refused.csv", delimiter = '|', quoteCharacter = '~')
    void invalidConfigurationIsRejected(String yaml, String problem) {
        assertThat(Configs.problems(Configs.file(lines(yaml)))).containsExactly(problem);
    }

    private static String lines(String yaml) {
        return yaml.replace(" ; ", "\n");
    }

    @Test
    void allProblemsAreReported() {
        String file =
                """
                mode: userspace
                nftables: {masqueradeBit: 32, syncPeriod: fast, minSyncPeriod: -1s}
                nodePortAddresses: [10.0.0.1, primary, nonsense]
                oomScoreAdj: 1001
                detectLocalMode: BridgeInterface
                """;
        assertThat(Configs.problems(Configs.file(file)))
                .containsExactlyInAnyOrder(
                        "mode: userspace: must be one of iptables, ipvs, nftables",
                        "nftables.masqueradeBit: 32: must be a number, 0 to 31",
                        "nftables.syncPeriod: fast: must be a duration with a unit, such as 30s or"
                                + " 1h15m",
                        "nftables.minSyncPeriod: -1s: must not be negative",
                        "nodePortAddresses[0]: 10.0.0.1: must be a CIDR such as 192.0.2.0/24, or"
                                + " primary, localhost or all",
                        "nodePortAddresses[2]: nonsense: must be a CIDR such as 192.0.2.0/24, or"
                                + " primary, localhost or all",
                        "oomScoreAdj: 1001: must be a number, -1000 to 1000",
                        "detectLocal.bridgeInterface: must be set because of detectLocalMode");
    }
}
