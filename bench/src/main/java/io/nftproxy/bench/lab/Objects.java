package io.nftproxy.bench.lab;

import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.Scheduler;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.SliceEndpoint;
import io.nftproxy.core.model.SlicePort;
import io.nftproxy.core.model.TrafficPolicy;
import io.nftproxy.sync.ChangeInbox;
import java.util.ArrayList;
import java.util.List;

/** The objects of a cluster, as the reflectors decode them. */
public final class Objects {
    private static final int AFFINITY_SECONDS = 10_800;

    private Objects() {}

    /** Puts all objects of a cluster into an inbox. */
    public static void put(Cluster cluster, ChangeInbox inbox) {
        for (int i = 0; i < cluster.services(); i++) {
            put(service(cluster, i), inbox);
            put(slice(cluster, i, 0), inbox);
        }
    }

    public static void put(Service service, ChangeInbox inbox) {
        inbox.serviceChanged(service.name(), service);
    }

    public static void put(EndpointSlice slice, ChangeInbox inbox) {
        inbox.sliceChanged(slice.name(), slice);
    }

    public static Service service(Cluster cluster, int i) {
        return service(cluster, i, "");
    }

    /** Returns a Service with a scheduler of its own. */
    public static Service service(Cluster cluster, int i, Scheduler scheduler) {
        return service(cluster, i, scheduler.toString());
    }

    private static Service service(Cluster cluster, int i, String scheduler) {
        return new Service(
                new ObjectName("bench", "svc-" + i),
                "",
                0,
                List.of(address(cluster.clusterIpBits(i))),
                List.of(),
                List.of(),
                List.of(),
                cluster.hasAffinity(i) ? AFFINITY_SECONDS : 0,
                TrafficPolicy.CLUSTER,
                TrafficPolicy.CLUSTER,
                scheduler,
                0,
                List.of(
                        new ServicePort(
                                "",
                                Protocol.TCP,
                                Cluster.PORT,
                                cluster.hasNodePort(i) ? Cluster.NODE_PORT : 0)));
    }

    public static EndpointSlice slice(Cluster cluster, int i, int replaced) {
        List<SliceEndpoint> endpoints = new ArrayList<>(cluster.endpoints());
        for (int e = 0; e < cluster.endpoints(); e++) {
            endpoints.add(
                    new SliceEndpoint(
                            address(cluster.endpointBits(i, e, replaced)),
                            true,
                            true,
                            false,
                            "elsewhere",
                            List.of(),
                            List.of()));
        }
        return new EndpointSlice(
                sliceName(i),
                new ObjectName("bench", "svc-" + i),
                IpFamily.IPV4,
                List.of(new SlicePort("", Protocol.TCP, Cluster.TARGET_PORT)),
                endpoints,
                0);
    }

    public static ObjectName sliceName(int i) {
        return new ObjectName("bench", "svc-" + i + "-x");
    }

    private static IpAddress address(int bits) {
        return new IpAddress(IpFamily.IPV4, 0, Integer.toUnsignedLong(bits));
    }
}
