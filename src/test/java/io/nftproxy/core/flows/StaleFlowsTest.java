package io.nftproxy.core.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.FrontendKey.AddressKey;
import io.nftproxy.core.model.FrontendKey.NodePortKey;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.Protocol;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaleFlowsTest {
    private static final Map<FrontendKey, Set<Endpoint>> SERVING =
            Map.of(
                    new AddressKey(IpAddress.of("10.96.0.10"), Protocol.UDP, 53),
                    Set.of(endpoint("10.0.0.1:53"), endpoint("10.0.0.2:53")),
                    new AddressKey(IpAddress.of("10.96.0.11"), Protocol.UDP, 53),
                    Set.of(),
                    new AddressKey(IpAddress.of("192.168.0.2"), Protocol.UDP, 30054),
                    Set.of(endpoint("10.0.0.3:53")),
                    new NodePortKey(Protocol.UDP, 30053),
                    Set.of(endpoint("10.0.0.1:53")),
                    new NodePortKey(Protocol.UDP, 30054),
                    Set.of(endpoint("10.0.0.1:53")),
                    new NodePortKey(Protocol.UDP, 30055),
                    Set.of());
    private static final StaleFlows STALE =
            new StaleFlows(SERVING::get, Set.of(IpAddress.of("192.168.0.2")));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    endpoint serves                 | 10.96.0.10:53     | 10.0.0.2:53       | false
                    endpoint left                   | 10.96.0.10:53     | 10.0.0.9:53       | true
                    same pod, other port            | 10.96.0.10:53     | 10.0.0.1:54       | true
                    never translated                | 10.96.0.10:53     | 10.96.0.10:53     | true
                    no endpoints                    | 10.96.0.11:53     | 10.0.0.1:53       | true
                    no endpoints, not translated    | 10.96.0.11:53     | 10.96.0.11:53     | true
                    other port of the service       | 10.96.0.10:54     | 10.0.0.9:54       | false
                    other destination               | 10.96.0.12:53     | 10.0.0.9:53       | false
                    nodePort, endpoint serves       | 192.168.0.2:30053 | 10.0.0.1:53       | false
                    nodePort, endpoint left         | 192.168.0.2:30053 | 10.0.0.2:53       | true
                    nodePort, no endpoints          | 192.168.0.2:30055 | 10.0.0.2:53       | true
                    nodePort's number elsewhere     | 203.0.113.1:30053 | 203.0.113.1:30053 | false
                    unused nodePort elsewhere       | 203.0.113.1:30055 | 203.0.113.1:30055 | false
                    VIP on the node, with that port | 192.168.0.2:30054 | 10.0.0.3:53       | false
                    same, nodePort's endpoint       | 192.168.0.2:30054 | 10.0.0.1:53       | true
                    """)
    void findsStaleFlows(String what, String destination, String answering, boolean stale) {
        Endpoint client = endpoint("10.0.0.100:40000");
        Flow flow =
                new Flow(
                        Protocol.UDP,
                        false,
                        client,
                        endpoint(destination),
                        endpoint(answering),
                        client,
                        1,
                        0);

        assertThat(STALE.test(flow)).as(what).isEqualTo(stale);
    }

    private static Endpoint endpoint(String text) {
        int colon = text.lastIndexOf(':');
        return new Endpoint(
                IpAddress.of(text.substring(0, colon)),
                Integer.parseInt(text.substring(colon + 1)));
    }
}
