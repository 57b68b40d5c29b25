package io.nftproxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feature gates. A list for all components of a cluster does not end the proxy. */
class FeatureGatesTest {
    /** The gates in the metrics of kube-proxy 1.36.2. */
    private static final Path RECORDED =
            Path.of(
                    System.getProperty("project.dir", "."),
                    "src/test/resources/config/feature-enabled-1.36.2.txt");

    private static final Pattern SAMPLE =
            Pattern.compile("kubernetes_feature_enabled\\{name=\"(.*)\",stage=\"(.*)\"} ([01])");

    @Test
    void allGatesOfTheReleaseAreAccepted() throws IOException {
        String list =
                recorded().stream()
                        .map(gate -> gate.group(1) + ": " + gate.group(3).equals("1"))
                        .collect(Collectors.joining(", ", "featureGates: {", "}"));
        assertThat(Configs.valid(Configs.file(list)).warnings()).isEmpty();
    }

    @Test
    void stagesAndDefaultsAreThoseOfKubeProxy() throws IOException {
        FeatureGates gates = Configs.defaults().featureGates();
        List<String> newer =
                List.of("KubeProxyIPVS", "KubeProxyNFTablesLocalhostNodePorts", "NFTablesNetlink");
        assertThat(FeatureGate.ALL.stream().filter(gate -> !newer.contains(gate.name())))
                .extracting(
                        gate ->
                                "%s %s %b"
                                        .formatted(
                                                gate.name(),
                                                gate.stage().label(),
                                                gates.enabled(gate)))
                .containsExactlyElementsOf(
                        recorded().stream()
                                .map(
                                        gate ->
                                                "%s %s %b"
                                                        .formatted(
                                                                gate.group(1),
                                                                gate.group(2),
                                                                gate.group(3).equals("1")))
                                .toList());
        assertThat(FeatureGate.ALL).extracting(FeatureGate::name).containsAll(newer);
    }

    private static List<MatchResult> recorded() throws IOException {
        return SAMPLE.matcher(Files.readString(RECORDED)).results().toList();
    }

    @Test
    void unknownGatesGiveOneWarningAndAreKept() {
        ConfigResult.Valid valid =
                Configs.valid(
                        Configs.file("featureGates: {FromTheFuture: true, AndAnother: false}"));
        assertThat(valid.warnings())
                .containsExactly(
                        "Feature gates unknown to release 1.36, ignored: AndAnother,"
                                + " FromTheFuture");
        assertThat(valid.config().featureGates().set())
                .containsEntry("FromTheFuture", true)
                .containsEntry("AndAnother", false);
    }

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                           | KubeProxyNFTablesLocalhostNodePorts | false
                    {KubeProxyNFTablesLocalhostNodePorts: true} | KubeProxyNFTablesLocalhostNodePorts | true
                    {AllAlpha: true}             | KubeProxyNFTablesLocalhostNodePorts | true
                    {AllAlpha: true}             | AllAlpha                            | true
                    {AllAlpha: true, KubeProxyNFTablesLocalhostNodePorts: false} | KubeProxyNFTablesLocalhostNodePorts | false
                    {AllBeta: false}             | ComponentStatusz                    | false
                    {AllBeta: false, ComponentStatusz: true} | ComponentStatusz        | true
                    {AllBeta: false}             | MultiCIDRServiceAllocator           | true
                    {KubeProxyIPVS: false}       | KubeProxyIPVS                       | false
                    {AllBeta: false}             | AllowServiceExternalIPs             | true
                    {AllowServiceExternalIPs: false} | AllowServiceExternalIPs         | false
                    """)
    void gateStates(String yaml, String name, boolean enabled) {
        FeatureGate gate = FeatureGate.named(name);
        assertThat(gate).isNotNull();
        ProxyConfig config = Configs.valid(Configs.file("featureGates: " + yaml)).config();
        assertThat(config.featureGates().enabled(gate)).isEqualTo(enabled);
    }
}
