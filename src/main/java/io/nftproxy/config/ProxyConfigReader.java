package io.nftproxy.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a {@link ProxyConfig} of a file or of flags.
 *
 * <p>Unknown and duplicate fields of a file do not stop it, as they do not stop kube-proxy: a file
 * may be written for a newer release. They become one warning.
 */
public final class ProxyConfigReader {
    private ProxyConfigReader() {}

    /** Reads a file without any flags. */
    public static ConfigResult ofFile(String text) {
        return ofFile(text, FlagValues.NONE);
    }

    /**
     * Reads a file, YAML or JSON.
     *
     * @param flags win over the file
     */
    public static ConfigResult ofFile(String text, FlagValues flags) {
        List<ConfigProblem> problems = new ArrayList<>();
        YamlDocument document = YamlDocument.parse(text, new Problems("", problems));
        if (document == null) {
            return new ConfigResult.Invalid(problems);
        }
        List<String> oddities = new ArrayList<>(document.oddities());
        FileLayout.check(document.root(), oddities, problems);
        List<String> warnings = new ArrayList<>();
        if (!oddities.isEmpty()) {
            warnings.add(
                    "The configuration file has parts that are ignored: "
                            + String.join(", ", oddities));
        }
        return read(new LayeredValues(flags, new FileValues(document.root())), warnings, problems);
    }

    /** Reads a command line that names no file. */
    public static ConfigResult ofFlags(FlagValues flags) {
        return read(flags, new ArrayList<>(), new ArrayList<>());
    }

    private static ConfigResult read(
            ConfigSource source, List<String> warnings, List<ConfigProblem> problems) {
        FieldReader fields = new FieldReader(source, problems);
        RequestedMode mode = new RequestedMode(fields.read(ConfigFields.MODE), fields);
        ProxyConfig config = assemble(fields, mode);
        ConfigRules.check(config, fields);
        if (!problems.isEmpty()) {
            // One flag may set two fields.
            return new ConfigResult.Invalid(problems.stream().distinct().toList());
        }
        warnings.addAll(ConfigWarnings.of(config, source, mode));
        return new ConfigResult.Valid(config, warnings);
    }

    private static ProxyConfig assemble(FieldReader fields, RequestedMode mode) {
        var bindAddress = fields.read(ConfigFields.BIND_ADDRESS);
        return new ProxyConfig(
                fields.read(ConfigFields.FEATURE_GATES),
                ClientFields.clientConnection(fields),
                ClientFields.logging(fields),
                fields.read(ConfigFields.HOSTNAME_OVERRIDE),
                bindAddress,
                fields.readOr(
                        ConfigFields.HEALTHZ_BIND_ADDRESS,
                        ConfigFields.healthzDefault(bindAddress.family())),
                fields.readOr(
                        ConfigFields.METRICS_BIND_ADDRESS,
                        ConfigFields.metricsDefault(bindAddress.family())),
                fields.read(ConfigFields.BIND_ADDRESS_HARD_FAIL),
                fields.read(ConfigFields.ENABLE_PROFILING),
                fields.read(ConfigFields.SHOW_HIDDEN_METRICS),
                fields.read(ConfigFields.MODE),
                OtherModeFields.iptables(fields),
                OtherModeFields.ipvs(fields),
                mode.nftables(),
                OtherModeFields.winkernel(fields),
                fields.read(ConfigFields.DETECT_LOCAL_MODE),
                ModeFields.detectLocal(fields),
                fields.read(ConfigFields.CLUSTER_CIDR),
                mode.nodePortAddresses(),
                fields.read(ConfigFields.OOM_SCORE_ADJ),
                ConntrackFields.conntrack(fields),
                fields.read(ConfigFields.CONFIG_SYNC_PERIOD),
                fields.read(ConfigFields.PORT_RANGE),
                fields.read(ConfigFields.WINDOWS_RUN_AS_SERVICE));
    }
}
