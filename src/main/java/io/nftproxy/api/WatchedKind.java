package io.nftproxy.api;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Service;
import io.nftproxy.sync.ChangeInbox;
import io.nftproxy.sync.ChangeInbox.Source;
import java.util.List;
import java.util.function.Function;

/**
 * A kind of objects to watch: where it is found, how it is read and where it goes.
 *
 * @param kind as in the API, {@code Service}
 * @param path of the collection, {@code /api/v1/services}
 * @param selector of the query, {@code labelSelector=...}; empty for all
 * @param isOptional whether a cluster may do without: an API server that does not have it, or does
 *     not show it, is asked again now and then
 */
record WatchedKind<T>(
        Source source,
        String kind,
        String path,
        String selector,
        boolean isOptional,
        Function<JsonCursor, ObjectReader<T>> reader,
        Target<T> target) {

    /** Where objects go. */
    interface Target<T> {
        /** It is there, or changed. */
        void put(ObjectName name, T value);

        /** It is gone. */
        void remove(ObjectName name);
    }

    /** For a person: {@code EndpointSlices}. */
    static String plural(Source source) {
        return switch (source) {
            case SERVICES -> "Services";
            case ENDPOINT_SLICES -> "EndpointSlices";
            case NODE -> "Nodes";
            case SERVICE_CIDRS -> "ServiceCIDRs";
        };
    }

    /** All Services but those of another proxy. */
    static WatchedKind<Service> services(ChangeInbox inbox) {
        return new WatchedKind<>(
                Source.SERVICES,
                "Service",
                "/api/v1/services",
                "labelSelector=" + KindPaths.encode(ServiceReader.LABEL_SELECTOR),
                false,
                ServiceReader::new,
                new Target<>() {
                    @Override
                    public void put(ObjectName name, Service value) {
                        inbox.put(value);
                    }

                    @Override
                    public void remove(ObjectName name) {
                        inbox.removeService(name);
                    }
                });
    }

    /** All EndpointSlices but those of headless Services. */
    static WatchedKind<EndpointSlice> endpointSlices(ChangeInbox inbox) {
        return new WatchedKind<>(
                Source.ENDPOINT_SLICES,
                "EndpointSlice",
                "/apis/discovery.k8s.io/v1/endpointslices",
                "labelSelector=" + KindPaths.encode(EndpointSliceReader.LABEL_SELECTOR),
                false,
                EndpointSliceReader::new,
                new Target<>() {
                    @Override
                    public void put(ObjectName name, EndpointSlice value) {
                        inbox.put(value);
                    }

                    @Override
                    public void remove(ObjectName name) {
                        inbox.removeSlice(name);
                    }
                });
    }

    /** Our own Node and no other. */
    static WatchedKind<Node> node(ChangeInbox inbox, String ownName) {
        return new WatchedKind<>(
                Source.NODE,
                "Node",
                "/api/v1/nodes",
                "fieldSelector=" + KindPaths.encode("metadata.name=" + ownName),
                false,
                json -> new NodeReader(json, ownName),
                new Target<>() {
                    @Override
                    public void put(ObjectName name, Node value) {
                        inbox.put(value);
                    }

                    @Override
                    public void remove(ObjectName name) {
                        inbox.removeNode();
                    }
                });
    }

    /** The networks that ClusterIPs come from; since Kubernetes 1.33. */
    static WatchedKind<List<Cidr>> serviceCidrs(ChangeInbox inbox) {
        return new WatchedKind<>(
                Source.SERVICE_CIDRS,
                "ServiceCIDR",
                "/apis/networking.k8s.io/v1/servicecidrs",
                "",
                true,
                ServiceCidrReader::new,
                new Target<>() {
                    @Override
                    public void put(ObjectName name, List<Cidr> value) {
                        inbox.putServiceCidr(name.name(), value);
                    }

                    @Override
                    public void remove(ObjectName name) {
                        inbox.removeServiceCidr(name.name());
                    }
                });
    }
}
