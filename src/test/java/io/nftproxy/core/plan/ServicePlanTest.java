package io.nftproxy.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.ServicePortName;
import io.nftproxy.testing.PlannedCluster;
import org.junit.jupiter.api.Test;

class ServicePlanTest {
    private static final String[] PORTS = {"a", "b", "c"};

    private static ServicePlan plan(String clusterIps) {
        PlannedCluster cluster = new PlannedCluster();
        ServicePort[] ports = new ServicePort[PORTS.length];
        for (int i = 0; i < ports.length; i++) {
            ports[i] = new ServicePort(PORTS[i], Protocol.TCP, 80 + i, 0);
        }
        cluster.service("web", clusterIps, "", ports);
        return cluster.all().getFirst();
    }

    @Test
    void findsAPortWhereverTheSearchStarts() {
        ServicePlan plan = plan("10.96.0.1 fd00::1");
        for (PortPlan port : plan.ports()) {
            for (int start = 0; start < 10; start++) {
                assertThat(plan.port(port.name(), port.family(), start)).isSameAs(port);
            }
        }
    }

    @Test
    void hasNoPortOfAnotherNameOrFamily() {
        ServicePlan plan = plan("10.96.0.1");
        ServicePortName first = plan.ports().getFirst().name();
        assertThat(plan.port(first, IpFamily.IPV6)).isNull();
        assertThat(
                        plan.port(
                                new ServicePortName(first.service(), "d", Protocol.TCP),
                                IpFamily.IPV4))
                .isNull();
        assertThat(ServicePlan.absent(first.service()).port(first, IpFamily.IPV4, 3)).isNull();
    }
}
