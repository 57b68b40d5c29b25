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
        return read(new GivenValues(flags, document.root()), warnings, problems);
    }

    /** Reads a command line without a file. */
    public static ConfigResult ofFlags(FlagValues flags) {
        return read(new GivenValues(flags, null), new ArrayList<>(), new ArrayList<>());
    }

    private static ConfigResult read(
            GivenValues source, List<String> warnings, List<ConfigProblem> problems) {
        FieldReader fields = new FieldReader(source, problems);
        Map<String, Object> values = new HashMap<>();
        for (ConfigField<?> field : ConfigFields.ALL) {
            values.put(field.path(), fields.read(field));
        }
        bindByFamily(fields, values);
        RequestedMode mode = RequestedMode.applied(fields, values);
        ProxyConfig config = new ProxyConfig(values);
        ConfigRules.check(config, fields);
        if (!problems.isEmpty()) {
            // One flag may set two fields.
            return new ConfigResult.Invalid(problems.stream().distinct().toList());
        }
        warnings.addAll(ConfigWarnings.of(config, source, mode));
        return new ConfigResult.Valid(config, warnings);
    }

    /** Sets the default address of servers to the family of the node's address. */
    private static void bindByFamily(FieldReader fields, Map<String, Object> values) {
        if (fields.read(ConfigFields.BIND_ADDRESS).family() == IpFamily.IPV4) {
            return;
        }
        bind(ConfigFields.HEALTHZ_BIND_ADDRESS, "::", ConfigFields.HEALTHZ_PORT, fields, values);
        bind(ConfigFields.METRICS_BIND_ADDRESS, "::1", ConfigFields.METRICS_PORT, fields, values);
    }

    private static void bind(
            ConfigField<Optional<ListenAddress>> field,
            String address,
            int port,
            FieldReader fields,
            Map<String, Object> values) {
        ListenAddress otherwise = new ListenAddress(IpAddress.of(address), port);
        values.put(field.path(), fields.readOr(field, Optional.of(otherwise)));
    }
}
