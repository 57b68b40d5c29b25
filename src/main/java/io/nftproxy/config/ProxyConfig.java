package io.nftproxy.config;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All settings of the proxy, checked, with defaults filled in: KubeProxyConfiguration of
 * kubeproxy.config.k8s.io/v1alpha1. docs/configuration.md says what each does here.
 *
 * @param values of every field, by path
 */
public record ProxyConfig(Map<String, Object> values) {
    public ProxyConfig {
        values = Map.copyOf(values);
    }

    /** The value of a field. */
    @SuppressWarnings("unchecked") // Each value was read by its own field.
    public <T> T get(ConfigField<T> field) {
        return (T) Objects.requireNonNull(values.get(field.path()), field.path());
    }

    public FeatureGates featureGates() {
        return get(ConfigFields.FEATURE_GATES);
    }

    /** How the process logs. */
    public Logging logging() {
        LogFormat format = get(SectionFields.LOG_FORMAT);
        boolean split =
                switch (format) {
                    case TEXT -> get(SectionFields.TEXT_SPLIT_STREAM);
                    case JSON -> get(SectionFields.JSON_SPLIT_STREAM);
                };
        return new Logging(format, get(SectionFields.VERBOSITY), split);
    }

    /** The node's name as given; empty: the host's name counts. */
    public String hostnameOverride() {
        return get(ConfigFields.HOSTNAME_OVERRIDE);
    }

    /**
     * The node's primary address; the unspecified address: taken from the Node object, and only the
     * family counts. Nothing listens on it.
     */
    public IpAddress bindAddress() {
        return get(ConfigFields.BIND_ADDRESS);
    }

    /** Empty: no health server. */
    public Optional<ListenAddress> healthzBindAddress() {
        return get(ConfigFields.HEALTHZ_BIND_ADDRESS);
    }

    /** Empty: no metrics server. */
    public Optional<ListenAddress> metricsBindAddress() {
        return get(ConfigFields.METRICS_BIND_ADDRESS);
    }

    /** What was asked for; the proxy works in nftables mode whatever it is. */
    public ProxyMode mode() {
        return get(ConfigFields.MODE);
    }

    public DetectLocalMode detectLocalMode() {
        return get(ConfigFields.DETECT_LOCAL_MODE);
    }

    /** The pods' networks: none, one, or one of each family. */
    public List<Cidr> clusterCidrs() {
        return get(ConfigFields.CLUSTER_CIDR);
    }

    public NodePortAddresses nodePortAddresses() {
        return get(ConfigFields.NODE_PORT_ADDRESSES);
    }

    /** The packet mark that asks for masquerade: one bit, for example 0x4000. */
    public int masqueradeMark() {
        return 1 << get(SectionFields.MASQUERADE_BIT);
    }

    /** How soon a failed sync is tried again. Health turns bad after twice this. */
    public Duration syncPeriod() {
        return get(SectionFields.SYNC_PERIOD);
    }

    /**
     * The shortest time between two syncs that the user asked for.
     *
     * @return empty if the user did not: then the pace follows what syncs cost
     */
    public Optional<Duration> minSyncPeriod() {
        return Optional.of(get(SectionFields.MIN_SYNC_PERIOD)).filter(least -> !least.isZero());
    }

    /** Path of the kubeconfig file; empty: the pod's service account. */
    public String kubeconfig() {
        return get(SectionFields.KUBECONFIG);
    }

    /** The pods' network of one family. */
    public Optional<Cidr> clusterCidr(IpFamily family) {
        return clusterCidrs().stream().filter(cidr -> cidr.family() == family).findFirst();
    }
}
