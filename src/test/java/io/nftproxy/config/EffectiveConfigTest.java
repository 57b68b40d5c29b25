package io.nftproxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.config.json.JsonText;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values of a configuration that the proxy uses. */
class EffectiveConfigTest {
    @Test
    void minSyncPeriodIsEmptyUnlessSet() {
        assertThat(Configs.defaults().minSyncPeriod()).isEmpty();
        assertThat(config("nftables: {minSyncPeriod: 0s}").minSyncPeriod()).isEmpty();
        assertThat(config("nftables: {minSyncPeriod: 1s}").minSyncPeriod())
                .contains(Duration.ofSeconds(1));
    }

    @Test
    void defaultsAreThoseOfKubeProxy() {
        ProxyConfig config = Configs.defaults();
        assertThat(config.get(ConfigFields.MASQUERADE_BIT)).isEqualTo(14);
        assertThat(config.masqueradeMark()).isEqualTo(0x4000);
        assertThat(config.get(ConfigFields.MASQUERADE_ALL)).isFalse();
        assertThat(config.syncPeriod()).isEqualTo(Duration.ofSeconds(30));
        assertThat((Object) config.get(ConfigFields.named("configSyncPeriod")))
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(config.healthzBindAddress()).get().hasToString("0.0.0.0:10256");
        assertThat(config.metricsBindAddress()).get().hasToString("127.0.0.1:10249");
        assertThat(config.detectLocalMode()).isEqualTo(DetectLocalMode.CLUSTER_CIDR);
        assertThat(config.nodePortAddresses()).isEqualTo(NodePortAddresses.DEFAULT);
        assertThat(config.get(ConfigFields.OOM_SCORE_ADJ)).isEqualTo(-999);
        assertThat(config.get(ConfigFields.CONNTRACK_MAX_PER_CORE)).isEqualTo(32768);
        assertThat(config.get(ConfigFields.CONNTRACK_MIN)).isEqualTo(131072);
        assertThat(config.get(ConfigFields.TCP_ESTABLISHED_TIMEOUT))
                .isEqualTo(Duration.ofHours(24));
        assertThat(config.get(ConfigFields.TCP_CLOSE_WAIT_TIMEOUT)).isEqualTo(Duration.ofHours(1));
        assertThat((Object) config.get(ConfigFields.named("clientConnection.qps"))).isEqualTo(5.0);
        assertThat((Object) config.get(ConfigFields.named("clientConnection.burst"))).isEqualTo(10);
        assertThat(config.logging().format()).isEqualTo(LogFormat.TEXT);
    }

    @Test
    void listenAddressesHaveTheFamilyOfTheBindAddress() {
        ProxyConfig config = config("bindAddress: 'fd00::1'");
        assertThat(config.healthzBindAddress()).get().hasToString("[::]:10256");
        assertThat(config.metricsBindAddress()).get().hasToString("[::1]:10249");
        ProxyConfig chosen = config("bindAddress: '::'\nhealthzBindAddress: 0.0.0.0");
        assertThat(chosen.healthzBindAddress()).get().hasToString("0.0.0.0:10256");
    }

    @Test
    void clusterCidrHasAtMostOneNetworkOfEachFamily() {
        ProxyConfig config = config("clusterCIDR: fd00::/56,10.244.0.0/16");
        assertThat(config.clusterCidrs())
                .containsExactly(Cidr.of("fd00::/56"), Cidr.of("10.244.0.0/16"));
        assertThat(Configs.defaults().clusterCidrs()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    []                           | ''                       | ''
                    [primary]                    | ''                       | ''
                    [primary, 10.0.0.0/8]        | 10.0.0.0/8               | ''
                    [10.0.0.0/8]                 | 10.0.0.0/8               | ''
                    [localhost]                  | 127.0.0.0/8              | ::1/128
                    [all]                        | 0.0.0.0/0                | ::/0
                    [127.0.0.0/8]                | 127.0.0.0/8              | ''
                    [127.0.0.2/32, '::1/128']    | 127.0.0.2/32             | ::1/128
                    [0.0.0.0/0]                  | 0.0.0.0/0                | ''
                    [primary, 192.0.2.7/32, all] | 192.0.2.7/32, 0.0.0.0/0  | ::/0
                    """)
    void nodePortAddressesByFamily(String yaml, String ipv4, String ipv6) {
        NodePortAddresses addresses = config("nodePortAddresses: " + yaml).nodePortAddresses();
        assertThat(addresses.networks(IpFamily.IPV4))
                .containsExactlyInAnyOrderElementsOf(cidrs(ipv4));
        assertThat(addresses.networks(IpFamily.IPV6))
                .containsExactlyInAnyOrderElementsOf(cidrs(ipv6));
    }

    private static List<Cidr> cidrs(String text) {
        return text.isEmpty()
                ? List.of()
                : List.of(text.split(", ")).stream().map(Cidr::of).toList();
    }

    @Test
    void flagsOverrideTheFileAndAreNamedInProblems() {
        FlagValues flags = verbosity("4");
        String file = Configs.file("logging: {verbosity: 2, format: json}");
        assertThat(ProxyConfigReader.ofFile(file, flags))
                .isInstanceOfSatisfying(
                        ConfigResult.Valid.class,
                        valid -> {
                            assertThat(valid.config().logging().verbosity()).isEqualTo(4);
                            assertThat(valid.config().logging().format()).isEqualTo(LogFormat.JSON);
                        });
        FlagValues bad = verbosity("loud");
        assertThat(ProxyConfigReader.ofFile(file, bad))
                .isEqualTo(
                        new ConfigResult.Invalid(
                                List.of(
                                        new ConfigProblem(
                                                "--v", "loud", "must be a number from 0"))));
    }

    private static FlagValues verbosity(String text) {
        return new FlagValues(
                Map.of(ConfigFields.VERBOSITY, "--v"), Map.of(ConfigFields.VERBOSITY, text));
    }

    @Test
    void configzIsJsonUnderTheApiGroup() {
        String json = ProxyConfigWriter.configz(config("mode: iptables"));
        assertThat(json)
                .startsWith(
                        "{\"kubeproxy.config.k8s.io\":{\"kind\":\"KubeProxyConfiguration\","
                                + "\"apiVersion\":\"kubeproxy.config.k8s.io/v1alpha1\","
                                + "\"bindAddress\":\"0.0.0.0\",")
                .contains("\"mode\":\"nftables\"")
                .contains("\"nftables\":{\"masqueradeAll\":false,\"masqueradeBit\":14,");
    }

    /** The recording is of a kube-proxy 1.36.2 with a file that sets many fields. */
    @Test
    void configzHasTheFieldsOfKubeProxy() throws IOException {
        YamlDocument recorded = document(Files.readString(resource("configz-1.36.2.json")));
        ProxyConfig config =
                Configs.valid(JsonText.of(recorded.root().get("kubeproxy.config.k8s.io"))).config();

        YamlDocument ours = document(ProxyConfigWriter.configz(config));

        assertThat(fields("", ours.root()).keySet())
                .containsExactlyInAnyOrderElementsOf(fields("", recorded.root()).keySet());
        // nftproxy shows a default in place of the zero that means it.
        assertThat(fields("", ours.root()))
                .containsAllEntriesOf(
                        fields("", recorded.root()).entrySet().stream()
                                .filter(field -> !field.getValue().equals("0s"))
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static YamlDocument document(String text) {
        return Objects.requireNonNull(
                YamlDocument.parse(text, new Problems("", new ArrayList<>())));
    }

    private static Map<String, String> fields(String prefix, Map<?, ?> section) {
        Map<String, String> fields = new TreeMap<>();
        section.forEach(
                (name, value) -> {
                    if (value instanceof Map<?, ?> inner) {
                        fields.putAll(fields(prefix + name + ".", inner));
                    } else {
                        fields.put(prefix + name, String.valueOf(value));
                    }
                });
        return fields;
    }

    private static Path resource(String name) {
        return Path.of(System.getProperty("project.dir", "."), "src/test/resources/config/" + name);
    }

    @Test
    void writtenConfigurationIsReadBackUnchanged() throws IOException {
        Path kubeadm =
                Path.of(
                        System.getProperty("project.dir", "."),
                        "src/test/resources/config/kubeadm.yaml");
        ProxyConfig config = Configs.valid(Files.readString(kubeadm)).config();
        String written = ProxyConfigWriter.yaml(config);
        assertThat(Configs.valid(written)).isEqualTo(new ConfigResult.Valid(config, List.of()));
        assertThat(ProxyConfigWriter.yaml(Configs.valid(written).config())).isEqualTo(written);
    }

    private static ProxyConfig config(String lines) {
        return Configs.valid(Configs.file(lines)).config();
    }
}
