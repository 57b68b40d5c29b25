package io.nftproxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.IpFamily;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that do not fit a node; the first family of a row is the primary one. */
class NodeChecksTest {
    @ParameterizedTest(name = "{0} node, {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    IPV4      | mode: nftables                          | ~~
                    IPV4      | clusterCIDR: 10.0.0.0/8                 | ~~
                    IPV4,IPV6 | clusterCIDR: 10.0.0.0/8,fd00::/56       | ~~
                    IPV4      | clusterCIDR: fd00::/56                  | FATAL This node is IPv4 only, but clusterCIDR is not: [fd00::/56]
                    IPV6      | clusterCIDR: 10.0.0.0/8                 | FATAL This node is IPv6 only, but clusterCIDR is not: [10.0.0.0/8]
                    IPV4,IPV6 | clusterCIDR: fd00::/56                  | This node is IPv4 first, but clusterCIDR is not: [fd00::/56]
                    IPV4,IPV6 | clusterCIDR: 10.0.0.0/8                 | clusterCIDR has no IPv6 network: local IPv6 traffic is not detected
                    IPV4      | {detectLocalMode: NodeCIDR, clusterCIDR: 'fd00::/56'} | This node is IPv4 only, but clusterCIDR is not: [fd00::/56]
                    IPV4,IPV6 | nodePortAddresses: [10.0.0.0/8]         | nodePortAddresses has no IPv6 network: NodePorts are open on all IPv6 addresses of this node
                    IPV4      | nodePortAddresses: [10.0.0.0/8]         | ~~
                    IPV4,IPV6 | nodePortAddresses: [primary]            | ~~
                    IPV4,IPV6 | nodePortAddresses: [localhost, 10.0.0.0/8] | ~~
                    IPV4      | healthzBindAddress: '[fd00::1]:10256'   | This node is IPv4 only, but healthzBindAddress is fd00::1
                    IPV4      | metricsBindAddress: '[::]:10249'        | ~~
                    IPV6,IPV4 | metricsBindAddress: 127.0.0.1:10249     | ~~
                    """)
    void findingsByFamily(String families, String yaml, String findings) {
        List<IpFamily> node = Arrays.stream(families.split(",")).map(IpFamily::valueOf).toList();
        String lines =
                yaml.replaceAll("^\\{(.*)\\}$", "$1").replace(", clusterCIDR", "\nclusterCIDR");
        ProxyConfig config = Configs.valid(Configs.file(lines)).config();
        String found =
                new NodeChecks(node.getFirst(), Set.copyOf(node))
                        .findings(config).stream()
                                .map(f -> (f.fatal() ? "FATAL " : "") + f.message())
                                .collect(Collectors.joining("; "));
        assertThat(found).isEqualTo(findings);
    }
}
