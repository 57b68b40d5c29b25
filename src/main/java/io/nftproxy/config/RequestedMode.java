package io.nftproxy.config;

import static io.nftproxy.config.ConfigFields.NODE_PORT_ADDRESSES;
import static io.nftproxy.config.SectionFields.MASQUERADE_ALL;
import static io.nftproxy.config.SectionFields.MASQUERADE_BIT;
import static io.nftproxy.config.SectionFields.MIN_SYNC_PERIOD;
import static io.nftproxy.config.SectionFields.SYNC_PERIOD;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a configuration that was written for mode iptables or ipvs means in mode nftables: the
 * values of that mode's section, and that mode's default for {@code nodePortAddresses}, count where
 * the section {@code nftables} has none of its own.
 *
 * <p>A zero is no value of its own, as nobody chose it. Of flags no field of {@code nftables} is:
 * they are those of the other modes.
 */
final class RequestedMode {
    private final ProxyMode mode;
    private final FieldReader fields;

    /** What was taken, and what the user calls it with its value. */
    private final Map<ConfigField<?>, String> taken = new LinkedHashMap<>();

    private RequestedMode(ProxyMode mode, FieldReader fields) {
        this.mode = mode;
        this.fields = fields;
    }

    /** Brings the values of all fields into the form that mode nftables has. */
    static RequestedMode applied(FieldReader fields, Map<String, Object> values) {
        RequestedMode requested = new RequestedMode(fields.read(ConfigFields.MODE), fields);
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
        boolean ipvs = mode == ProxyMode.IPVS;
        take(MASQUERADE_BIT, isOwn(MASQUERADE_BIT), UnusedFields.IPTABLES_MASQUERADE_BIT, values);
        take(MASQUERADE_ALL, isOwn(MASQUERADE_ALL), UnusedFields.IPTABLES_MASQUERADE_ALL, values);
        // As a pair: one of each section could contradict each other.
        boolean ownPeriods = isOwn(SYNC_PERIOD) || isOwn(MIN_SYNC_PERIOD);
        take(
                SYNC_PERIOD,
                ownPeriods,
                ipvs ? UnusedFields.IPVS_SYNC_PERIOD : UnusedFields.IPTABLES_SYNC_PERIOD,
                values);
        take(
                MIN_SYNC_PERIOD,
                ownPeriods,
                ipvs ? UnusedFields.IPVS_MIN_SYNC_PERIOD : UnusedFields.IPTABLES_MIN_SYNC_PERIOD,
                values);
        if (!fields.isGiven(NODE_PORT_ADDRESSES)) {
            values.put(NODE_PORT_ADDRESSES.path(), NodePortAddresses.ALL);
            String text = NODE_PORT_ADDRESSES.path() + "=0.0.0.0/0,::/0";
            taken.put(NODE_PORT_ADDRESSES, text + " (the default of that mode)");
        }
    }

    private boolean isOwn(ConfigField<?> field) {
        return fields.source().isFile(field) && fields.isGiven(field);
    }

    private <T> void take(
            ConfigField<T> field, boolean own, ConfigField<T> theirs, Map<String, Object> values) {
        if (!own && fields.isGiven(theirs)) {
            T value = fields.read(theirs);
            values.put(field.path(), value);
            taken.put(theirs, fields.source().nameOf(theirs) + "=" + theirs.type().toYaml(value));
        }
    }

    /** Whether the value of a field of another mode is in use. */
    boolean uses(ConfigField<?> field) {
        return taken.containsKey(field);
    }

    /** What the user should know; nothing for the mode that there is. */
    List<String> warnings() {
        if (!isOther()) {
            return List.of();
        }
        String values = taken.isEmpty() ? "" : " with " + String.join(", ", taken.values());
        return List.of("Mode " + mode.text() + " is not available; using mode nftables" + values);
    }
}
