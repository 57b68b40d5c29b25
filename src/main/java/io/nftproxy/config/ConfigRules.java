package io.nftproxy.config;

import io.nftproxy.core.model.Cidr;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Checks that involve several fields. */
final class ConfigRules {
    /** IFNAMSIZ of linux/if.h, less the final zero; in bytes. */
    private static final int MAX_INTERFACE_NAME = 15;

    private ConfigRules() {}

    static void check(ProxyConfig config, FieldReader fields) {
        String hostname = config.hostnameOverride();
        if (!hostname.isEmpty() && hostname.isBlank()) {
            problem(
                    fields,
                    ConfigFields.HOSTNAME_OVERRIDE,
                    "\"" + hostname + "\"",
                    "must not be blank");
        }
        checkPeriods(fields, SectionFields.MIN_SYNC_PERIOD, SectionFields.SYNC_PERIOD, config);
        checkPeriods(
                fields,
                UnusedFields.IPTABLES_MIN_SYNC_PERIOD,
                UnusedFields.IPTABLES_SYNC_PERIOD,
                config);
        checkLocalDetection(config, fields);
        if (config.mode() == ProxyMode.IPVS) {
            checkIpvs(config, fields);
        }
    }

    private static void checkPeriods(
            FieldReader fields,
            ConfigField<Duration> least,
            ConfigField<Duration> longest,
            ProxyConfig config) {
        Duration min = config.get(least);
        Duration max = config.get(longest);
        if (fields.source().mentions(least) && min.compareTo(max) > 0) {
            problem(
                    fields,
                    least,
                    GoDuration.format(min),
                    "must not be longer than the sync period, " + GoDuration.format(max));
        }
    }

    private static void checkLocalDetection(ProxyConfig config, FieldReader fields) {
        switch (config.detectLocalMode()) {
            case CLUSTER_CIDR, NODE_CIDR -> {}
            case BRIDGE_INTERFACE ->
                    checkInterface(
                            fields,
                            SectionFields.BRIDGE_INTERFACE,
                            config.get(SectionFields.BRIDGE_INTERFACE));
            case INTERFACE_NAME_PREFIX ->
                    checkInterface(
                            fields,
                            SectionFields.INTERFACE_NAME_PREFIX,
                            config.get(SectionFields.INTERFACE_NAME_PREFIX));
        }
    }

    private static void checkInterface(FieldReader fields, ConfigField<String> field, String name) {
        if (name.isEmpty()) {
            String asks = fields.source().nameOf(ConfigFields.DETECT_LOCAL_MODE);
            problem(fields, field, "", "must be set because of " + asks);
        } else if (name.getBytes(StandardCharsets.UTF_8).length > MAX_INTERFACE_NAME) {
            String message = "must not be longer than " + MAX_INTERFACE_NAME + " bytes";
            problem(fields, field, name, message);
        }
    }

    private static void checkIpvs(ProxyConfig config, FieldReader fields) {
        for (ConfigField<?> field : UnusedFields.ALL) {
            if (field.path().startsWith("ipvs.")
                    && config.get(field) instanceof Duration duration
                    && duration.isNegative()) {
                problem(fields, field, GoDuration.format(duration), "must not be negative");
            }
        }
        checkPeriods(
                fields, UnusedFields.IPVS_MIN_SYNC_PERIOD, UnusedFields.IPVS_SYNC_PERIOD, config);
        for (String cidr : config.get(UnusedFields.IPVS_EXCLUDE_CIDRS)) {
            if (Cidr.parse(cidr) == null) {
                problem(fields, UnusedFields.IPVS_EXCLUDE_CIDRS, cidr, "must be a CIDR");
            }
        }
    }

    private static void problem(
            FieldReader fields, ConfigField<?> field, String value, String message) {
        fields.found().add(new ConfigProblem(fields.source().nameOf(field), value, message));
    }
}
