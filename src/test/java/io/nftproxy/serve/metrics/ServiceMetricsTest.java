package io.nftproxy.serve.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.flows.Flow;
import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.Scheduler;
import io.nftproxy.core.model.ServicePortName;
import io.nftproxy.core.plan.Frontend;
import io.nftproxy.core.plan.PortPlan;
import io.nftproxy.core.plan.Route;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.testing.Commits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The metrics of connections by Service port. */
class ServiceMetricsTest {
    private static final Endpoint POD = new Endpoint(IpAddress.of("10.244.0.7"), 8080);

    private final Meters meters = new Meters();
    private final ServiceMetrics metrics = new ServiceMetrics(meters, 2);

    /** Counts a connection through a Service. */
    static void count(ServiceMetrics metrics) {
        commit(metrics, plan("web", "10.96.0.10", 30_080));
        metrics.connected(flow("10.96.0.10", 80, POD));
    }

    private static void commit(ServiceMetrics metrics, ServicePlan... plans) {
        metrics.onCommitted(Commits.of(new ClusterState(true), List.of(plans)));
    }

    private static ServicePlan plan(String name, String address, int nodePort) {
        ServicePortName port =
                new ServicePortName(new ObjectName("shop", name), "http", Protocol.TCP);
        IpAddress ip = IpAddress.of(address);
        List<Frontend> frontends =
                List.of(
                        new Frontend(
                                new FrontendKey.AddressKey(ip, Protocol.TCP, 80),
                                Route.CLUSTER,
                                List.of()),
                        new Frontend(
                                new FrontendKey.NodePortKey(Protocol.TCP, nodePort),
                                Route.EXTERNAL,
                                List.of()));
        return new ServicePlan(
                port.service(),
                List.of(ip),
                List.of(
                        new PortPlan(
                                port,
                                IpFamily.IPV4,
                                frontends,
                                List.of(POD),
                                List.of(),
                                List.of(POD),
                                0,
                                Scheduler.RANDOM)));
    }

    private static Flow flow(String to, int port, Endpoint answering) {
        Endpoint client = new Endpoint(IpAddress.of("10.244.0.9"), 40_000);
        return new Flow(
                Protocol.TCP,
                false,
                client,
                new Endpoint(IpAddress.of(to), port),
                answering,
                client,
                1,
                0);
    }

    private void connect(int times, String to, int port) {
        for (int i = 0; i < times; i++) {
            metrics.connected(flow(to, port, POD));
        }
    }

    private Map<String, Double> samples() {
        return MetricsText.of(meters).samples();
    }

    private static String of(String service) {
        return "nftproxy_service_connections_total{protocol=\"TCP\",service_name=\""
                + service
                + "\",service_namespace=\"shop\",service_port=\"http\"}";
    }

    @Test
    void portsWithTheMostConnectionsAreShown() {
        commit(
                metrics,
                plan("web", "10.96.0.10", 30_080),
                plan("cart", "10.96.0.11", 30_081),
                plan("mail", "10.96.0.12", 30_082));
        connect(3, "10.96.0.10", 80);
        connect(1, "10.96.0.11", 80);
        connect(2, "10.96.0.12", 80);

        assertThat(samples()).containsEntry(of("web"), 3.0).containsEntry(of("mail"), 2.0);
        assertThat(samples()).doesNotContainKey(of("cart"));
    }

    @Test
    void nodePortConnectionsCountIfTranslated() {
        commit(metrics, plan("web", "10.96.0.10", 30_080));
        connect(1, "192.0.2.1", 30_080);
        Endpoint other = new Endpoint(IpAddress.of("198.51.100.1"), 30_080);
        metrics.connected(flow("198.51.100.1", 30_080, other));
        connect(1, "198.51.100.1", 443);

        assertThat(samples()).containsEntry(of("web"), 1.0);
    }

    @Test
    void connectionsCountForThePresentOwnerOfAnAddress() {
        commit(metrics, plan("web", "10.96.0.10", 30_080));
        connect(1, "10.96.0.10", 80);
        ObjectName web = new ObjectName("shop", "web");
        commit(metrics, plan("cart", "10.96.0.10", 30_080), ServicePlan.absent(web));
        connect(1, "10.96.0.10", 80);

        assertThat(samples()).containsEntry(of("cart"), 1.0).doesNotContainKey(of("web"));
    }

    @Test
    void aRemovedPortIsForgotten() {
        ServicePlan web = plan("web", "10.96.0.10", 30_080);
        commit(metrics, web, plan("cart", "10.96.0.11", 30_081));
        connect(1, "10.96.0.10", 80);
        connect(1, "10.96.0.11", 80);
        commit(metrics, new ServicePlan(web.service(), web.clusterIps(), List.of()));

        assertThat(samples()).containsEntry(of("cart"), 1.0).doesNotContainKey(of("web"));
    }

    @Test
    void lostEventsAreCounted() {
        metrics.lost(7);

        assertThat(samples()).containsEntry("nftproxy_service_connection_events_lost_total", 7.0);
    }
}
