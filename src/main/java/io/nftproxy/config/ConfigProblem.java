package io.nftproxy.config;

/**
 * One mistake in the configuration, for example {@code nftables.masqueradeBit: 42: must be 0 to
 * 31}.
 *
 * @param path the field as in the file, {@code nodePortAddresses[2]}, or the flag, {@code
 *     --nodeport-addresses}; empty when it is about the file as a whole
 * @param value what was found there, as text; empty when there was nothing
 * @param message what is allowed
 */
public record ConfigProblem(String path, String value, String message) {
    /** One line, the empty parts left out. */
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
