package io.nftproxy.config;

import io.nftproxy.config.ConfigField.Zero;
import java.time.Duration;
import java.util.List;

/** The sections {@code nftables} and {@code detectLocal}. */
public final class ModeFields {
    public static final ConfigField<Integer> MASQUERADE_BIT =
            ConfigField.of(
                            "nftables.masqueradeBit",
                            new NumberType(0, 31),
                            14,
                            config -> config.nftables().masqueradeBit())
                    .used(
                            "The bit of the packet mark that says: masquerade in postrouting. It is"
                                    + " cleared there.");

    public static final ConfigField<Boolean> MASQUERADE_ALL =
            ConfigField.of(
                            "nftables.masqueradeAll",
                            FieldTypes.SWITCH,
                            false,
                            config -> config.nftables().masqueradeAll())
                    .used("Masquerade all traffic to ClusterIPs, that of pods too.");

    public static final ConfigField<Duration> SYNC_PERIOD =
            ConfigField.of(
                            "nftables.syncPeriod",
                            DurationType.NOT_NEGATIVE,
                            Duration.ofSeconds(30),
                            config -> config.nftables().syncPeriod())
                    .zero(Zero.NEVER)
                    .used(
                            "How soon a failed sync is tried again. /healthz turns bad when a"
                                    + " change"
                                    + " has waited for twice as long.");

    public static final ConfigField<Duration> MIN_SYNC_PERIOD =
            ConfigField.of(
                            "nftables.minSyncPeriod",
                            DurationType.NOT_NEGATIVE,
                            Duration.ZERO,
                            config -> config.nftables().minSyncPeriod())
                    .zero(Zero.DEFAULT)
                    .differs(
                            "The shortest time between two syncs, if set. Left out, the pace"
                                    + " follows"
                                    + " what syncs cost: the first change goes to the kernel at"
                                    + " once"
                                    + " and bursts are batched, where kube-proxy waits 1s.");

    public static final ConfigField<String> BRIDGE_INTERFACE =
            ConfigField.of(
                            "detectLocal.bridgeInterface",
                            FieldTypes.TEXT,
                            "",
                            config -> config.detectLocal().bridgeInterface())
                    .used("The interface of mode BridgeInterface. It need not exist yet.");

    public static final ConfigField<String> INTERFACE_NAME_PREFIX =
            ConfigField.of(
                            "detectLocal.interfaceNamePrefix",
                            FieldTypes.TEXT,
                            "",
                            config -> config.detectLocal().interfaceNamePrefix())
                    .used("How the interfaces' names begin in mode InterfaceNamePrefix.");

    static final List<ConfigField<?>> NFTABLES =
            List.of(MASQUERADE_BIT, MASQUERADE_ALL, SYNC_PERIOD, MIN_SYNC_PERIOD);

    static final List<ConfigField<?>> DETECT_LOCAL =
            List.of(BRIDGE_INTERFACE, INTERFACE_NAME_PREFIX);

    private ModeFields() {}

    static DetectLocal detectLocal(FieldReader fields) {
        return new DetectLocal(fields.read(BRIDGE_INTERFACE), fields.read(INTERFACE_NAME_PREFIX));
    }
}
