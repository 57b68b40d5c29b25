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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A kind of objects to watch: its requests, its decoder and the receiver of its objects.
 *
 * @param path of the collection, {@code /api/v1/services}
 * @param isOptional whether the proxy works without it. If the API server does not have the kind,
 *     or RBAC forbids it, the first list counts as empty and is retried now and then
 * @param sink receives the changes
 */
record WatchedKind<T>(
        Source source, String path, boolean isOptional, ObjectDecoder<T> decoder, Sink<T> sink) {
    /** Receives an added or changed object, or null for a deleted one. */
    @FunctionalInterface
    interface Sink<T> {
        void accept(ObjectName name, @Nullable T object);
    }

    /** As in client-go. */
    private static final int PAGE_OBJECTS = 500;

    /** Returns the kind's name in log lines, {@code EndpointSlices}. */
    static String plural(Source source) {
        return switch (source) {
            case SERVICES -> "Services";
            case ENDPOINT_SLICES -> "EndpointSlices";
            case NODE -> "Nodes";
            case SERVICE_CIDRS -> "ServiceCIDRs";
        };
    }

    /** Returns the kind of all Services but those of another proxy. */
    static WatchedKind<Service> services(ChangeInbox inbox, Consumer<ReadProblem> problems) {
        return new WatchedKind<>(
                Source.SERVICES,
                "/api/v1/services",
                false,
                ObjectDecoder.services(problems),
                inbox::serviceChanged);
    }

    /** Returns the kind of all EndpointSlices but those of headless Services. */
    static WatchedKind<EndpointSlice> endpointSlices(
            ChangeInbox inbox, Consumer<ReadProblem> problems) {
        return new WatchedKind<>(
                Source.ENDPOINT_SLICES,
                "/apis/discovery.k8s.io/v1/endpointslices",
                false,
                ObjectDecoder.slices(problems),
                inbox::sliceChanged);
    }

    /** Returns the kind of this node's Node object alone. */
    static WatchedKind<Node> node(
            ChangeInbox inbox, String nodeName, Consumer<ReadProblem> problems) {
        return new WatchedKind<>(
                Source.NODE,
                "/api/v1/nodes",
                false,
                ObjectDecoder.node(nodeName, problems),
                (_, node) -> inbox.nodeChanged(node));
    }

    /** Returns the kind of the networks that ClusterIPs come from; since Kubernetes 1.33. */
    static WatchedKind<List<Cidr>> serviceCidrs(ChangeInbox inbox, Consumer<ReadProblem> problems) {
        return new WatchedKind<>(
                Source.SERVICE_CIDRS,
                "/apis/networking.k8s.io/v1/servicecidrs",
                true,
                ObjectDecoder.serviceCidrs(problems),
                (name, cidrs) -> inbox.serviceCidrChanged(name.name(), cidrs));
    }

    /**
     * Returns the request for the first page of the first list. It accepts any resourceVersion, so
     * the API server may answer from its cache, which spares etcd when all nodes start at once.
     * Such an answer may hold the whole list.
     */
    String firstList() {
        return collection() + "resourceVersion=0&limit=" + PAGE_OBJECTS;
    }

    /** Returns the request for the first page of the most recent list. */
    String newestList() {
        return collection() + "limit=" + PAGE_OBJECTS;
    }

    /** Returns the request for the present version, with one object at most. */
    String newestVersion() {
        return collection() + "limit=1";
    }

    /** Returns the request for a list without pages, which cannot expire between two of them. */
    String unpagedList() {
        return collection() + "limit=0";
    }

    /** Returns the request for the next page of a list. */
    String nextPage(String continueToken) {
        return collection() + "limit=" + PAGE_OBJECTS + "&continue=" + encode(continueToken);
    }

    /** Returns the request for a watch of the changes after a resourceVersion. */
    String watch(String version, long timeoutSeconds) {
        return collection()
                + "watch=1&allowWatchBookmarks=true&resourceVersion="
                + encode(version)
                + "&timeoutSeconds="
                + timeoutSeconds;
    }

    private String collection() {
        String selector = decoder.selector();
        return path + "?" + (selector.isEmpty() ? "" : selector + "&");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
