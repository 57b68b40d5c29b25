package io.nftproxy.sync;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.events.ClusterEvent;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.SlicePort;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.core.render.Owner;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.testing.PlannedCluster;
import io.nftproxy.testing.SimulatedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A small cluster, a kernel that follows it sync by sync. */
final class SyncedCluster {
    static final ServicePort HTTP = new ServicePort("http", Protocol.TCP, 80, 0);

    static final SlicePort TARGET = new SlicePort("http", Protocol.TCP, 8080);

    final PlannedCluster objects = new PlannedCluster();
    private final SimulatedClock clock = new SimulatedClock();
    final List<ClusterEvent> events = new ArrayList<>();
    final Quarantine quarantine = new Quarantine(events::add, clock);
    private final TableSync sync;
    private Need.Everything everything = Need.Everything.because(Need.Why.START);

    SyncedCluster(KernelTable kernel) {
        sync =
                new TableSync(
                        kernel,
                        new RenderSettings(PlannedCluster.NODE.families(), 0x4000, false),
                        objects.state(),
                        Leftovers.NONE,
                        quarantine);
    }

    /** Puts or replaces a Service's one ready endpoint. */
    void slice(String service, String endpoint) {
        objects.slice(service, TARGET, endpoint + " ready serving here");
    }

    /** Syncs what changed, and what is due. */
    void some() throws Exception {
        Set<ObjectName> names = new HashSet<>();
        for (Owner owner : quarantine.due()) {
            if (owner instanceof Owner.Port port) {
                names.add(port.name().service());
            }
        }
        for (ServicePlan plan : objects.changes()) {
            names.add(plan.service());
        }
        quarantine.changed(names);
        sync(new Need.Services(names), names);
    }

    /** Syncs everything; what changed still waits for {@link #some}. */
    void all() throws Exception {
        sync(everything, everything.suspects());
    }

    private void sync(Need need, Set<ObjectName> suspects) throws Exception {
        try {
            sync.sync(
                    need,
                    PlannedCluster.NODE.localNode(null),
                    PlannedCluster.NODE.plan(null, List.of(), objects.state()));
            everything = Need.Everything.because(Need.Why.PERIODIC);
        } catch (CommitRejected refused) {
            Need.Why why = refused.isTransient() ? Need.Why.FAILED : Need.Why.REFUSED;
            everything = new Need.Everything(Set.of(why), suspects);
            throw refused;
        }
    }

    /** Syncs everything, and takes it for synced. */
    void start() throws Exception {
        all();
        objects.all();
    }

    void pass(Duration time) {
        clock.pass(time);
    }
}
