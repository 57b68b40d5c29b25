package io.nftproxy.metrics;

import java.util.List;

/** A text format for metrics. */
interface Exposition {
    String contentType();

    byte[] write(List<Metric<?>> metrics);

    /**
     * The format for a client. Who takes plain text gets plain text, as from kube-proxy, even if it
     * would rather have OpenMetrics, as Prometheus would: OpenMetrics writes bucket bounds in
     * another way ({@code 1.0} for {@code 1}), and rules that name a bucket would stop to match.
     *
     * @param accept the header {@code Accept}; empty if it was not sent
     */
    static Exposition accepted(String accept) {
        String other = "";
        for (String range : accept.split(",")) {
            String[] parts = range.strip().split(";");
            if (isRefused(parts)) {
                continue;
            }
            switch (parts[0].strip()) {
                case "", "text/plain", "text/*", "*/*" -> {
                    return new TextExposition();
                }
                case "application/openmetrics-text" -> other = LibraryExposition.OPEN_METRICS;
                case "application/vnd.google.protobuf" ->
                        other = other.isEmpty() ? LibraryExposition.PROTOBUF : other;
                default -> {}
            }
        }
        return other.isEmpty() ? new TextExposition() : new LibraryExposition(other);
    }

    private static boolean isRefused(String[] parts) {
        for (String part : parts) {
            if (part.strip().matches("q=0(\\.0*)?")) {
                return true;
            }
        }
        return false;
    }
}
