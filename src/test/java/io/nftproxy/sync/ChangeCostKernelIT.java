package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.testing.BigCluster;
import io.nftproxy.testing.ClusterEvents;
import io.nftproxy.testing.RandomCluster.Objects;
import io.nftproxy.testing.SyncWorld;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A change costs what the change is large, not what the cluster is. */
class ChangeCostKernelIT {
    private static final int ENDPOINTS = 10;

    @Test
    void costOfAnEndpointDoesNotDependOnTheClusterSize() throws Exception {
        Cost small = replaceOneEndpoint(100);
        Cost large = replaceOneEndpoint(10_000);
        assertThat(large.commit.operations()).isEqualTo(2).isEqualTo(small.commit.operations());
        assertThat(large.commit.bytes()).isLessThan(1024).isEqualTo(small.commit.bytes());
        // Allocation measures work: no collection of the whole cluster is copied.
        assertThat(large.allocatedBytes).isLessThan(small.allocatedBytes * 2);
    }

    private record Cost(CommitReport commit, long allocatedBytes) {}

    private static Cost replaceOneEndpoint(int services) throws Exception {
        try (SyncWorld world = new SyncWorld()) {
            Objects cluster = BigCluster.of(services, ENDPOINTS);
            CommitReport first = world.full(ClusterEvents.between(Objects.none(), cluster));
            assertThat(first.operations()).isGreaterThan(services * (ENDPOINTS + 2));
            // Once for the classes that only a change loads, once to be measured.
            replace(world, services / 3);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            CommitReport commit = replace(world, services / 2);
            return new Cost(commit, threads.getCurrentThreadAllocatedBytes() - before);
        }
    }

    private static CommitReport replace(SyncWorld world, int service) throws Exception {
        EndpointSlice before = BigCluster.slice(service, ENDPOINTS, 0);
        EndpointSlice after = BigCluster.slice(service, ENDPOINTS, 1);
        return world.some(
                ClusterEvents.between(
                        new Objects(Map.of(), Map.of(before.name(), before)),
                        new Objects(Map.of(), Map.of(after.name(), after))));
    }
}
