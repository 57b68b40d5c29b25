package io.nftproxy.config;

/**
 * An error in the configuration, for example {@code nftables.masqueradeBit: 42: must be 0 to 31}.
 *
 * @param path the field as in the file, {@code nodePortAddresses[2]}, or the flag, {@code
 *     --nodeport-addresses}; empty for the file as a whole
 * @param value the value found there; empty if there was none
 * @param message the allowed values
 */
public record ConfigProblem(String path, String value, String message) {
    /** Returns one line without the empty parts. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        for (String part : new String[] {path, value}) {
            if (!part.isEmpty()) {
                line.append(part).append(": ");
            }
        }
        return line.append(message).toString();
    }
}
