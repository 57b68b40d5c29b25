package io.nftproxy.testing;

import java.util.List;
import java.util.stream.Stream;

/** The metrics of kube-proxy, without the prefix {@code kubeproxy_}. */
public final class KubeProxyMetrics {
    /** The metrics that have samples from the start. */
    public static final List<String> FROM_THE_START =
            List.of(
                    "sync_proxy_rules_duration_seconds",
                    "sync_full_proxy_rules_duration_seconds",
                    "sync_partial_proxy_rules_duration_seconds",
                    "network_programming_duration_seconds",
                    "sync_proxy_rules_last_timestamp_seconds",
                    "sync_proxy_rules_last_queued_timestamp_seconds",
                    "sync_proxy_rules_endpoint_changes_pending",
                    "sync_proxy_rules_endpoint_changes_total",
                    "sync_proxy_rules_service_changes_pending",
                    "sync_proxy_rules_service_changes_total",
                    "sync_proxy_rules_no_local_endpoints_total",
                    "sync_proxy_rules_nftables_sync_failures_total",
                    "sync_proxy_rules_nftables_cleanup_failures_total",
                    "conntrack_reconciler_sync_duration_seconds",
                    "conntrack_reconciler_deleted_entries_total",
                    "proxy_healthz_total",
                    "nftables_localhost_nodeport_listeners",
                    "nftables_localhost_nodeport_listener_creation_failures_total");

    private static final List<String> OTHERS =
            List.of(
                    "proxy_livez_total",
                    "nftables_localhost_nodeport_rejected_packets_total",
                    "iptables_ct_state_invalid_dropped_packets_total",
                    "iptables_localhost_nodeports_accepted_packets_total",
                    "sync_proxy_rules_iptables_total",
                    "sync_proxy_rules_iptables_last",
                    "sync_proxy_rules_iptables_restore_failures_total",
                    "sync_proxy_rules_iptables_partial_restore_failures_total");

    private KubeProxyMetrics() {}

    public static Stream<String> all() {
        return Stream.concat(FROM_THE_START.stream(), OTHERS.stream());
    }
}
