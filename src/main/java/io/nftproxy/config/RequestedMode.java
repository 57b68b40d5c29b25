package io.nftproxy.config;

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

    RequestedMode(ProxyMode mode, FieldReader fields) {
        this.mode = mode;
        this.fields = fields;
    }

    private boolean isOther() {
        return switch (mode) {
            case UNSET, NFTABLES -> false;
            case IPTABLES, IPVS -> true;
        };
    }

    NfTables nftables() {
        // As a pair: one of each section could contradict each other.
        boolean ownPeriods = isOwn(ModeFields.SYNC_PERIOD) || isOwn(ModeFields.MIN_SYNC_PERIOD);
        boolean ipvs = mode == ProxyMode.IPVS;
        var sync = ipvs ? OtherModeFields.IPVS_SYNC_PERIOD : OtherModeFields.IPTABLES_SYNC_PERIOD;
        var minSync =
                ipvs
                        ? OtherModeFields.IPVS_MIN_SYNC_PERIOD
                        : OtherModeFields.IPTABLES_MIN_SYNC_PERIOD;
        return new NfTables(
                read(
                        ModeFields.MASQUERADE_BIT,
                        isOwn(ModeFields.MASQUERADE_BIT),
                        OtherModeFields.IPTABLES_MASQUERADE_BIT),
                read(
                        ModeFields.MASQUERADE_ALL,
                        isOwn(ModeFields.MASQUERADE_ALL),
                        OtherModeFields.IPTABLES_MASQUERADE_ALL),
                read(ModeFields.SYNC_PERIOD, ownPeriods, sync),
                read(ModeFields.MIN_SYNC_PERIOD, ownPeriods, minSync));
    }

    NodePortAddresses nodePortAddresses() {
        ConfigField<NodePortAddresses> field = ConfigFields.NODE_PORT_ADDRESSES;
        NodePortAddresses otherwise = isOther() ? NodePortAddresses.ALL : field.defaultValue();
        NodePortAddresses addresses = fields.readOr(field, otherwise);
        if (isOther() && !fields.isGiven(field)) {
            taken.put(field, field.path() + "=0.0.0.0/0,::/0 (the default of that mode)");
        }
        return addresses;
    }

    private boolean isOwn(ConfigField<?> field) {
        return fields.source().isFile(field) && fields.isGiven(field);
    }

    private <T> T read(ConfigField<T> field, boolean own, ConfigField<T> theirs) {
        if (!isOther() || own || !fields.isGiven(theirs)) {
            return fields.read(field);
        }
        T value = fields.read(theirs);
        taken.put(theirs, fields.source().nameOf(theirs) + "=" + theirs.type().toYaml(value));
        return value;
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
