package io.nftproxy.config;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a {@link ProxyConfig} from a file or from flags.
 *
 * <p>Unknown and duplicate fields of a file give a warning and no error, as in kube-proxy: a file
 * may be written for a newer release.
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
     * @param flags override the file
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
        return read(new GivenValues(flags, document.root(), problems), warnings);
    }

    /** Reads a command line without a file. */
    public static ConfigResult ofFlags(FlagValues flags) {
        return read(new GivenValues(flags, null, new ArrayList<>()), new ArrayList<>());
    }

    private static ConfigResult read(GivenValues given, List<String> warnings) {
        Map<String, Object> values = new HashMap<>();
        for (ConfigField<?> field : ConfigFields.ALL) {
            values.put(field.path(), given.read(field));
        }
        if (given.read(ConfigFields.BIND_ADDRESS).family() == IpFamily.IPV6) {
            bindToIpv6(ConfigFields.HEALTHZ_BIND_ADDRESS, "::", given, values);
            bindToIpv6(ConfigFields.METRICS_BIND_ADDRESS, "::1", given, values);
        }
        RequestedMode mode = RequestedMode.applied(given, values);
        ProxyConfig config = new ProxyConfig(values);
        ConfigRules rules = new ConfigRules(config, given);
        rules.check();
        if (!given.problems().isEmpty()) {
            // One flag may set two fields.
            return new ConfigResult.Invalid(given.problems().stream().distinct().toList());
        }
        warnings.addAll(rules.warnings(mode));
        return new ConfigResult.Valid(config, warnings);
    }

    /** Sets the default address of a server to the family of the node's address. */
    private static void bindToIpv6(
            ConfigField<Optional<ListenAddress>> field,
            String address,
            GivenValues given,
            Map<String, Object> values) {
        Optional<ListenAddress> otherwise =
                field.defaultValue()
                        .map(ipv4 -> new ListenAddress(IpAddress.of(address), ipv4.port()));
        values.put(field.path(), given.readOr(field, otherwise));
    }
}
