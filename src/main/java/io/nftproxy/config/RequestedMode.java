package io.nftproxy.config;

import static io.nftproxy.config.ConfigFields.MASQUERADE_ALL;
import static io.nftproxy.config.ConfigFields.MASQUERADE_BIT;
import static io.nftproxy.config.ConfigFields.MIN_SYNC_PERIOD;
import static io.nftproxy.config.ConfigFields.NODE_PORT_ADDRESSES;
import static io.nftproxy.config.ConfigFields.SCHEDULER;
import static io.nftproxy.config.ConfigFields.SYNC_PERIOD;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Applies a configuration for mode iptables or ipvs to mode nftables: values of that mode's
 * section, and its default for {@code nodePortAddresses}, are used where section {@code nftables}
 * sets none.
 *
 * <p>A zero counts as unset. So does any value of section {@code nftables} that a flag has set, as
 * kube-proxy has flags for the other modes only.
 */
final class RequestedMode {
    private static final String DEFAULT_OF_IPVS = "rr";
    private static final String OF_MODE = " (the default of that mode)";

    private final ProxyMode mode;
    private final GivenValues given;

    /** The fields of the other mode in use, with name and value for the warning. */
    private final Map<ConfigField<?>, String> taken = new LinkedHashMap<>();

    private RequestedMode(ProxyMode mode, GivenValues given) {
        this.mode = mode;
        this.given = given;
    }

    /** Replaces the values of nftables by those of the configured mode. */
    static RequestedMode applied(GivenValues given, Map<String, Object> values) {
        RequestedMode requested = new RequestedMode(given.read(ConfigFields.MODE), given);
        if (requested.isOther()) {
            requested.take(values);
        }
        return requested;
    }

    private boolean isOther() {
        return switch (mode) {
            case UNSET, NFTABLES -> false;
            case IPTABLES, IPVS -> true;
        };
    }

    private void take(Map<String, Object> values) {
        // Mode ipvs has its settings of masquerade in section iptables too.
        take(MASQUERADE_BIT, isOwn(MASQUERADE_BIT), "iptables.masqueradeBit", values);
        take(MASQUERADE_ALL, isOwn(MASQUERADE_ALL), "iptables.masqueradeAll", values);
        // Both or none: a period of each section could contradict the other.
        boolean ownPeriods = isOwn(SYNC_PERIOD) || isOwn(MIN_SYNC_PERIOD);
        take(SYNC_PERIOD, ownPeriods, mode.text() + ".syncPeriod", values);
        take(MIN_SYNC_PERIOD, ownPeriods, mode.text() + ".minSyncPeriod", values);
        if (mode == ProxyMode.IPVS && !given.isGiven(SCHEDULER)) {
            takeScheduler(ConfigFields.named("ipvs.scheduler"), values);
        }
        if (!given.isGiven(NODE_PORT_ADDRESSES)) {
            values.put(NODE_PORT_ADDRESSES.path(), NodePortAddresses.ALL);
            String text = NODE_PORT_ADDRESSES.path() + "=0.0.0.0/0,::/0";
            taken.put(NODE_PORT_ADDRESSES, text + OF_MODE);
        }
    }

    /** Takes the scheduler of mode ipvs, whose default is {@code rr}. */
    private void takeScheduler(ConfigField<String> other, Map<String, Object> values) {
        String name = given.read(other);
        values.put(SCHEDULER.path(), name.isEmpty() ? DEFAULT_OF_IPVS : name);
        String text = given.nameOf(other) + "=" + (name.isEmpty() ? DEFAULT_OF_IPVS : name);
        taken.put(other, name.isEmpty() ? text + OF_MODE : text);
    }

    private boolean isOwn(ConfigField<?> field) {
        return given.isFile(field) && given.isGiven(field);
    }

    private <T> void take(
            ConfigField<T> field, boolean own, String otherPath, Map<String, Object> values) {
        ConfigField<T> other = ConfigFields.named(otherPath);
        if (!own && given.isGiven(other)) {
            T value = given.read(other);
            values.put(field.path(), value);
            taken.put(other, given.nameOf(other) + "=" + other.type().toYaml().write(value));
        }
    }

    /** Returns whether the value of a field of another mode is in use. */
    boolean uses(ConfigField<?> field) {
        return taken.containsKey(field);
    }

    /** Returns the warning about another mode; none for mode nftables. */
    List<String> warnings() {
        if (!isOther()) {
            return List.of();
        }
        String values = taken.isEmpty() ? "" : " with " + String.join(", ", taken.values());
        return List.of("Mode " + mode.text() + " is not available; using mode nftables" + values);
    }
}
