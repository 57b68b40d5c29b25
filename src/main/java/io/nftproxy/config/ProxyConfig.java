package io.nftproxy.config;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All settings of the proxy, checked and with defaults: KubeProxyConfiguration of
 * kubeproxy.config.k8s.io/v1alpha1. docs/configuration.md describes each.
 *
 * @param values the value of every field, by path
 */
public record ProxyConfig(Map<String, Object> values) {
    /**
     * The Kubernetes release whose flags, fields, metrics and behaviour nftproxy follows, verified
     * beside kube-proxy 1.36.2. Additions of later releases are followed where they are compatible.
     */
    public static final String RELEASE = "1.36";

    public ProxyConfig {
        values = Map.copyOf(values);
    }

    @SuppressWarnings("unchecked") // Each value was read by its own field.
    public <T> T get(ConfigField<T> field) {
        return (T) Objects.requireNonNull(values.get(field.path()), field.path());
    }

    public FeatureGates featureGates() {
        return get(ConfigFields.FEATURE_GATES);
    }

    public Logging logging() {
        LogFormat format = get(ConfigFields.LOG_FORMAT);
        boolean split =
                switch (format) {
                    case TEXT -> get(ConfigFields.TEXT_SPLIT_STREAM);
                    case JSON -> get(ConfigFields.JSON_SPLIT_STREAM);
                };
        return new Logging(format, get(ConfigFields.VERBOSITY), split);
    }

    /** Returns the name of the Node; empty for the name of the host. */
    public String hostnameOverride() {
        return get(ConfigFields.HOSTNAME_OVERRIDE);
    }

    /**
     * Returns the node's primary address. The unspecified address stands for that of the Node
     * object, and selects the primary family. No server listens on it.
     */
    public IpAddress bindAddress() {
        return get(ConfigFields.BIND_ADDRESS);
    }

    /** Returns the address of the health server; empty for none. */
    public Optional<ListenAddress> healthzBindAddress() {
        return get(ConfigFields.HEALTHZ_BIND_ADDRESS);
    }

    /** Returns the address of the metrics server; empty for none. */
    public Optional<ListenAddress> metricsBindAddress() {
        return get(ConfigFields.METRICS_BIND_ADDRESS);
    }

    /** Returns the configured mode; the proxy always works in nftables mode. */
    public ProxyMode mode() {
        return get(ConfigFields.MODE);
    }

    public DetectLocalMode detectLocalMode() {
        return get(ConfigFields.DETECT_LOCAL_MODE);
    }

    /** Returns the networks of pods: none, one, or one of each family. */
    public List<Cidr> clusterCidrs() {
        return get(ConfigFields.CLUSTER_CIDR);
    }

    public NodePortAddresses nodePortAddresses() {
        return get(ConfigFields.NODE_PORT_ADDRESSES);
    }

    /** Returns the packet mark for masquerade: one bit, for example 0x4000. */
    public int masqueradeMark() {
        return 1 << get(ConfigFields.MASQUERADE_BIT);
    }

    /** Returns the longest wait before a failed sync is retried; health fails after twice this. */
    public Duration syncPeriod() {
        return get(ConfigFields.SYNC_PERIOD);
    }

    /**
     * Returns the configured shortest time between two syncs.
     *
     * @return empty if none is set: then the pace follows the cost of syncs
     */
    public Optional<Duration> minSyncPeriod() {
        return Optional.of(get(ConfigFields.MIN_SYNC_PERIOD)).filter(least -> !least.isZero());
    }

    /** Returns the scheduler of Services that name none; random for an unknown one of ipvs. */
    public Scheduler scheduler() {
        Scheduler nearest = Scheduler.nearest(get(ConfigFields.SCHEDULER));
        return nearest == null ? Scheduler.RANDOM : nearest;
    }

    /** Returns the path of the kubeconfig file; empty for the service account of the pod. */
    public String kubeconfig() {
        return get(ConfigFields.KUBECONFIG);
    }
}
