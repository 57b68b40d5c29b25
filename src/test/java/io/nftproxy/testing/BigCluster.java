package io.nftproxy.testing;

import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.SliceEndpoint;
import io.nftproxy.core.model.SlicePort;
import io.nftproxy.core.model.TrafficPolicy;
import io.nftproxy.testing.RandomCluster.Objects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cluster of any size: ClusterIP Services, each with the same number of endpoints. */
public final class BigCluster {
    private BigCluster() {}

    public static Objects of(int services, int endpoints) {
        Map<ObjectName, Service> all = new LinkedHashMap<>();
        Map<ObjectName, EndpointSlice> slices = new LinkedHashMap<>();
        for (int i = 0; i < services; i++) {
            Service service = service(i);
            all.put(service.name(), service);
            EndpointSlice slice = slice(i, endpoints, 0);
            slices.put(slice.name(), slice);
        }
        return new Objects(all, slices);
    }

    public static Service service(int i) {
        return new Service(
                new ObjectName("scale", "svc-" + i),
                "",
                0,
                List.of(new IpAddress(IpFamily.IPV4, 0, 0xac1e0001L + i)),
                List.of(),
                List.of(),
                List.of(),
                0,
                TrafficPolicy.CLUSTER,
                TrafficPolicy.CLUSTER,
                "",
                0,
                List.of(new ServicePort("http", Protocol.TCP, 80, 0)));
    }

    /**
     * @param replaced the number of endpoints that differ from the first cluster
     */
    public static EndpointSlice slice(int i, int endpoints, int replaced) {
        List<SliceEndpoint> list = new ArrayList<>(endpoints);
        for (int e = 0; e < endpoints; e++) {
            long base = e < replaced ? 0x0b000001L : 0x0a400001L;
            list.add(
                    new SliceEndpoint(
                            new IpAddress(IpFamily.IPV4, 0, base + (long) i * endpoints + e),
                            true,
                            true,
                            false,
                            "elsewhere",
                            List.of(),
                            List.of()));
        }
        return new EndpointSlice(
                new ObjectName("scale", "svc-" + i + "-1"),
                new ObjectName("scale", "svc-" + i),
                IpFamily.IPV4,
                List.of(new SlicePort("http", Protocol.TCP, 8080)),
                list,
                0);
    }
}
