package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.model.EndpointSlice;
import io.nftproxy.model.IpFamily;
import io.nftproxy.model.ObjectName;
import io.nftproxy.snapshot.ClusterChange;
import io.nftproxy.snapshot.ClusterDelta;
import io.nftproxy.snapshot.ClusterState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeltaIntakeTest {
    private static final ObjectName WEB = new ObjectName("ns", "web");

    private final ClusterState cluster = new ClusterState();
    private final DeltaIntake intake = new DeltaIntake(cluster);

    @SuppressWarnings("NullAway") // a slice without a name cannot be put in order
    private static EndpointSlice nameless(ObjectName service) {
        return new EndpointSlice(null, service, IpFamily.IPV4, List.of(), List.of(), 0);
    }

    private static EndpointSlice slice(String name, ObjectName service) {
        return new EndpointSlice(
                new ObjectName("ns", name), service, IpFamily.IPV4, List.of(), List.of(), 0);
    }

    private ClusterChange apply(Map<ObjectName, Optional<EndpointSlice>> slices) {
        return intake.apply(
                new ClusterDelta(Map.of(), slices, Map.of(), Optional.empty(), slices.size(), 1));
    }

    @Test
    void whatIsWithAnObjectAtFaultIsNotLost() {
        apply(Map.of(new ObjectName("ns", "a"), Optional.of(slice("a", WEB))));
        assertThat(intake.isFullNeeded()).isFalse();

        ObjectName other = new ObjectName("ns", "other");
        Map<ObjectName, Optional<EndpointSlice>> slices = new LinkedHashMap<>();
        slices.put(new ObjectName("ns", "b"), Optional.of(nameless(WEB)));
        slices.put(new ObjectName("ns", "c"), Optional.of(slice("c", other)));
        ClusterChange change = apply(slices);

        assertThat(change.services()).contains(other);
        assertThat(intake.isFullNeeded()).isTrue();
        assertThat(cluster.slicesOf(other)).hasSize(1);
        assertThat(cluster.slicesOf(WEB)).hasSize(1);
    }
}
