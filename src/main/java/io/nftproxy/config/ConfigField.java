package io.nftproxy.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A field of KubeProxyConfiguration: a row of {@code fields.txt}.
 *
 * @param path as in the file, {@code nftables.syncPeriod}
 * @param defaultValue the value of an omitted field
 * @param zero the meaning of a zero in the file or on the command line
 * @param use the effect of the field in nftproxy
 * @param meaning sentences for the help and the documentation
 * @param <T> the type of a value
 */
public record ConfigField<T>(
        String path, FieldType<T> type, T defaultValue, Zero zero, Use use, String meaning) {

    /** The meaning of the number 0 or the duration 0s. */
    public enum Zero {
        /** Zero. */
        KEPT,
        /** The default: files of kubeadm have zeros for fields that the user did not set. */
        DEFAULT,
        /** The default in a file; an error on the command line. */
        NEVER
    }

    /** The effect of a field in nftproxy. */
    public enum Use {
        /** The same effect as in kube-proxy in nftables mode. */
        USED,
        /** Another effect than in kube-proxy; the meaning describes it. */
        DIFFERS,
        /** Used with mode iptables or ipvs, in place of a field of section {@code nftables}. */
        OTHER_MODE,
        /** Read, checked and written back, without effect. */
        UNUSED;

        /** Returns whether a field has an effect in mode nftables. */
        public boolean isOfNftables() {
            return this == USED || this == DIFFERS;
        }
    }

    /** Parses a row of the table. */
    static ConfigField<?> of(String row) {
        List<String> cells = Table.cells(row, 5);
        return of(cells, FieldTypes.named(cells.get(1)));
    }

    private static <T> ConfigField<T> of(List<String> cells, FieldType<T> type) {
        String[] effect = cells.get(3).split(" ");
        Use use =
                switch (effect[0]) {
                    case "used" -> Use.USED;
                    case "differs" -> Use.DIFFERS;
                    case "other-mode" -> Use.OTHER_MODE;
                    default -> Use.UNUSED;
                };
        Zero zero =
                effect.length == 1
                        ? Zero.KEPT
                        : effect[1].equals("never-zero") ? Zero.NEVER : Zero.DEFAULT;
        T defaultValue = Objects.requireNonNull(type.ofText().parse(cells.get(2), discarded()));
        return new ConfigField<>(cells.get(0), type, defaultValue, zero, use, cells.get(4));
    }

    private static Problems discarded() {
        return new Problems("", new ArrayList<>());
    }

    /** Returns whether it is in section {@code logging}, which can change without a restart. */
    public boolean isLogging() {
        return path.startsWith("logging.");
    }

    /** Returns the default as in a file; empty for an empty value. */
    public String defaultText() {
        Object written = type.toYaml().write(defaultValue);
        return written == null || written.equals(Map.of()) ? "" : written.toString();
    }

    /** Returns the value of a flag as in a file; unchanged if it cannot be read. */
    public String normalised(String text) {
        @Nullable T read = type.ofText().parse(text, discarded());
        Object written = read == null ? null : type.toYaml().write(read);
        return written == null ? text : written.toString();
    }
}
