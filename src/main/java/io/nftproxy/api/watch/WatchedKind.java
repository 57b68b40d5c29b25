package io.nftproxy.api.watch;

import io.nftproxy.api.decode.ObjectDecoder;
import io.nftproxy.api.decode.ReadProblem;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Service;
import io.nftproxy.sync.ChangeInbox;
import io.nftproxy.sync.ChangeInbox.Source;
import java.util.List;
import java.util.function.Consumer;

/**
 * A kind of objects to watch: where it is found, how it is read and where it goes.
 *
 * @param path of the collection, {@code /api/v1/services}
 * @param isOptional whether a cluster may do without: an API server that does not have it, or does
 *     not show it, is asked again now and then
 */
record WatchedKind<T>(
        Source source,
        String path,
        boolean isOptional,
        ObjectDecoder<T> decoder,
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
    static WatchedKind<Service> services(ChangeInbox inbox, Consumer<ReadProblem> problems) {
        return new WatchedKind<>(
                Source.SERVICES,
                "/api/v1/services",
                false,
                ObjectDecoder.services(problems),
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
    static WatchedKind<EndpointSlice> endpointSlices(
            ChangeInbox inbox, Consumer<ReadProblem> problems) {
        return new WatchedKind<>(
                Source.ENDPOINT_SLICES,
                "/apis/discovery.k8s.io/v1/endpointslices",
                false,
                ObjectDecoder.slices(problems),
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
    static WatchedKind<Node> node(
            ChangeInbox inbox, String ownName, Consumer<ReadProblem> problems) {
        return new WatchedKind<>(
                Source.NODE,
                "/api/v1/nodes",
                false,
                ObjectDecoder.node(ownName, problems),
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
    static WatchedKind<List<Cidr>> serviceCidrs(ChangeInbox inbox, Consumer<ReadProblem> problems) {
        return new WatchedKind<>(
                Source.SERVICE_CIDRS,
                "/apis/networking.k8s.io/v1/servicecidrs",
                true,
                ObjectDecoder.serviceCidrs(problems),
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
