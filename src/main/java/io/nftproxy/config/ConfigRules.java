package io.nftproxy.config;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.Scheduler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that involve several fields. */
record ConfigRules(ProxyConfig config, GivenValues given) {
    /** IFNAMSIZ of linux/if.h, less the final zero; in bytes. */
    private static final int MAX_INTERFACE_NAME = 15;

    void check() {
        String hostname = config.hostnameOverride();
        if (!hostname.isEmpty() && hostname.isBlank()) {
            given.problem(
                    ConfigFields.HOSTNAME_OVERRIDE, "\"" + hostname + "\"", "must not be blank");
        }
        checkPeriods("nftables");
        switch (config.detectLocalMode()) {
            case CLUSTER_CIDR, NODE_CIDR -> {}
            case BRIDGE_INTERFACE -> checkInterface(ConfigFields.BRIDGE_INTERFACE);
            case INTERFACE_NAME_PREFIX -> checkInterface(ConfigFields.INTERFACE_NAME_PREFIX);
        }
        // As in kube-proxy, the periods of a section count in its mode only.
        switch (config.mode()) {
            case UNSET, IPTABLES -> checkSection("iptables");
            case IPVS -> checkIpvs();
            case NFTABLES -> {}
        }
    }

    private void checkPeriods(String section) {
        ConfigField<Duration> least = ConfigFields.named(section + ".minSyncPeriod");
        Duration min = config.get(least);
        Duration max = config.get(ConfigFields.<Duration>named(section + ".syncPeriod"));
        if (given.mentions(least) && min.compareTo(max) > 0) {
            given.problem(
                    least,
                    GoDuration.format(min),
                    "must not be longer than the sync period, " + GoDuration.format(max));
        }
    }

    private void checkInterface(ConfigField<String> field) {
        String name = config.get(field);
        if (name.isEmpty()) {
            String asks = given.nameOf(ConfigFields.DETECT_LOCAL_MODE);
            given.problem(field, "", "must be set because of " + asks);
        } else if (name.getBytes(StandardCharsets.UTF_8).length > MAX_INTERFACE_NAME) {
            given.problem(field, name, "must not be longer than " + MAX_INTERFACE_NAME + " bytes");
        }
    }

    private void checkSection(String section) {
        for (ConfigField<?> field : ConfigFields.ALL) {
            if (field.path().startsWith(section + ".")
                    && config.get(field) instanceof Duration duration
                    && duration.isNegative()) {
                given.problem(field, GoDuration.format(duration), "must not be negative");
            }
        }
        checkPeriods(section);
    }

    private void checkIpvs() {
        checkSection("ipvs");
        ConfigField<List<String>> excluded = ConfigFields.named("ipvs.excludeCIDRs");
        for (String cidr : config.get(excluded)) {
            if (Cidr.parse(cidr) == null) {
                given.problem(excluded, cidr, "must be a CIDR");
            }
        }
    }

    /** Returns the warnings about valid settings without effect. */
    List<String> warnings(RequestedMode mode) {
        List<String> warnings = new ArrayList<>(mode.warnings());
        List<String> gates = config.featureGates().unknown();
        if (!gates.isEmpty()) {
            warnings.add(
                    "Feature gates unknown to release "
                            + ProxyConfig.RELEASE
                            + ", ignored: "
                            + String.join(", ", gates));
        }
        String scheduler = config.get(ConfigFields.SCHEDULER);
        if (!Scheduler.isName(scheduler)) {
            warnings.add(
                    "Scheduler " + scheduler + " is not available; using " + config.scheduler());
        }
        Set<String> unused = unused(mode);
        if (!unused.isEmpty()) {
            warnings.add("Set, but without effect in mode nftables: " + String.join(", ", unused));
        }
        return warnings;
    }

    /** Returns the names of fields or flags that were set without effect. */
    private Set<String> unused(RequestedMode mode) {
        // A flag may set a used field and an unused one.
        Set<String> used =
                ConfigFields.ALL.stream()
                        .filter(field -> field.use().isOfNftables())
                        .map(given::nameOf)
                        .collect(Collectors.toSet());
        Set<String> unused = new LinkedHashSet<>();
        for (ConfigField<?> field : ConfigFields.ALL) {
            boolean changed = !config.get(field).equals(field.defaultValue());
            String name = given.nameOf(field);
            if (changed && given.mentions(field) && !used.contains(name) && !mode.uses(field)) {
                unused.add(name);
            }
        }
        return unused;
    }
}
