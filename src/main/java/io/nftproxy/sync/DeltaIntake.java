package io.nftproxy.sync;

import io.nftproxy.model.ObjectName;
import io.nftproxy.snapshot.ClusterChange;
import io.nftproxy.snapshot.ClusterDelta;
import io.nftproxy.snapshot.ClusterState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a delta into the cluster; if that goes wrong, one object after the other, so that what is
 * with the object at fault in the delta is not lost. Owned by the writer thread.
 */
final class DeltaIntake {
    private static final Logger LOG = LoggerFactory.getLogger(DeltaIntake.class);

    private final ClusterState cluster;
    private boolean fullNeeded;

    DeltaIntake(ClusterState cluster) {
        this.cluster = cluster;
    }

    /** Whether the last change may name too few Services. */
    boolean isFullNeeded() {
        return fullNeeded;
    }

    ClusterChange apply(ClusterDelta delta) {
        fullNeeded = false;
        try {
            return cluster.apply(delta);
        } catch (RuntimeException e) {
            LOG.error("changes cannot be taken in together", e);
            fullNeeded = true;
        }
        Set<ObjectName> services = new LinkedHashSet<>(delta.services().keySet());
        boolean cidrs = !delta.serviceCidrs().isEmpty();
        for (ClusterDelta one : each(delta)) {
            try {
                services.addAll(cluster.apply(one).services());
            } catch (RuntimeException e) {
                LOG.error("an object is left out: {}", one, e);
            }
        }
        return new ClusterChange(services, delta.node().isPresent(), cidrs);
    }

    private static List<ClusterDelta> each(ClusterDelta all) {
        List<ClusterDelta> deltas = new ArrayList<>();
        all.services()
                .forEach(
                        (name, service) ->
                                deltas.add(
                                        new ClusterDelta(
                                                Map.of(name, service),
                                                Map.of(),
                                                Map.of(),
                                                Optional.empty(),
                                                1,
                                                0)));
        all.slices()
                .forEach(
                        (name, slice) ->
                                deltas.add(
                                        new ClusterDelta(
                                                Map.of(),
                                                Map.of(name, slice),
                                                Map.of(),
                                                Optional.empty(),
                                                1,
                                                0)));
        deltas.add(new ClusterDelta(Map.of(), Map.of(), all.serviceCidrs(), all.node(), 0, 0));
        return deltas;
    }
}
