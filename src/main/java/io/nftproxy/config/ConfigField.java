package io.nftproxy.config;

import java.util.ArrayList;
import java.util.Map;

/**
 * A field of KubeProxyConfiguration. {@link ConfigFields}, {@link SectionFields} and {@link
 * UnusedFields} have them all.
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
        USED("used"),
        /** Another effect than in kube-proxy; the meaning describes it. */
        DIFFERS("differs"),
        /** Read, checked and written back, without effect. */
        UNUSED("accepted, unused");

        private final String text;

        Use(String text) {
            this.text = text;
        }

        /** Returns the text for the documentation. */
        public String text() {
            return text;
        }
    }

    static <T> ConfigField<T> used(
            String path, FieldType<T> type, T defaultValue, String... meaning) {
        return new ConfigField<>(
                path, type, defaultValue, Zero.KEPT, Use.USED, String.join(" ", meaning));
    }

    static <T> ConfigField<T> unused(
            String path, FieldType<T> type, T defaultValue, String... meaning) {
        return used(path, type, defaultValue, meaning).with(Use.UNUSED);
    }

    ConfigField<T> with(Zero meaningOfZero) {
        return new ConfigField<>(path, type, defaultValue, meaningOfZero, use, meaning);
    }

    ConfigField<T> with(Use otherUse) {
        return new ConfigField<>(path, type, defaultValue, zero, otherUse, meaning);
    }

    /** Returns whether it is in section {@code logging}, which can change without a restart. */
    public boolean isLogging() {
        return path.startsWith("logging.");
    }

    /** Returns the default as in a file; empty for an empty value. */
    public String defaultText() {
        Object written = type.toYaml(defaultValue);
        return written == null || written.equals(Map.of()) ? "" : written.toString();
    }

    /** Returns the value of a flag as in a file; unchanged if it cannot be read. */
    public String normalised(String text) {
        T read = type.ofText(text, new Problems("", new ArrayList<>()));
        Object written = read == null ? null : type.toYaml(read);
        return written == null ? text : written.toString();
    }
}
