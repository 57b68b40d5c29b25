package io.nftproxy.config;

import java.util.ArrayList;
import java.util.Map;

/**
 * One field of KubeProxyConfiguration: all there is to know about it. {@link ConfigFields} and
 * {@link UnusedFields} are the table of all.
 *
 * @param path as in the file, {@code nftables.syncPeriod}
 * @param defaultValue what the proxy uses if the field is left out
 * @param zero what a zero in the file or on the command line means
 * @param use what the field does here
 * @param meaning one or more sentences for people
 * @param <T> what a value is
 */
public record ConfigField<T>(
        String path, FieldType<T> type, T defaultValue, Zero zero, Use use, String meaning) {

    /** What the number 0 or the duration 0s means. */
    public enum Zero {
        /** Zero. */
        KEPT,
        /** The default: kubeadm's files are full of zeros that nobody chose. */
        DEFAULT,
        /** In a file the default; on the command line, where someone typed it, a mistake. */
        NEVER
    }

    /** What nftproxy does with a field. */
    public enum Use {
        /** The same as kube-proxy in nftables mode. */
        USED("used"),
        /** Something else than kube-proxy; the meaning says what. */
        DIFFERS("differs"),
        /** Read, checked, written back, nothing else. */
        UNUSED("accepted, unused");

        private final String text;

        Use(String text) {
            this.text = text;
        }

        /** For people. */
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

    /** Whether it is of section {@code logging}: it can change while the proxy runs. */
    public boolean isLogging() {
        return path.startsWith("logging.");
    }

    /** The default as the file has it; empty for an empty one. */
    public String defaultText() {
        Object written = type.toYaml(defaultValue);
        return written == null || written.equals(Map.of()) ? "" : written.toString();
    }

    /** The text of a flag as the file would have its value; as it is if it cannot be read. */
    public String normalised(String text) {
        T read = type.ofText(text, new Problems("", new ArrayList<>()));
        Object written = read == null ? null : type.toYaml(read);
        return written == null ? text : written.toString();
    }
}
