package io.nftproxy.serve.metrics;

import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The formats of metrics pages, chosen by the header {@code Accept}. */
enum ScrapeFormat {
    TEXT("text/plain; version=0.0.4; charset=utf-8"),
    OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8"),
    PROTOBUF(
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                    + " encoding=delimited");

    private static final Pattern BOUND = Pattern.compile("(?<=[{,]le=\")[^\"]+");

    private final String contentType;

    ScrapeFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /**
     * Returns the format for a client. A client that accepts plain text gets plain text, even if it
     * prefers OpenMetrics, as Prometheus does: OpenMetrics prescribes {@code le="1.0"} where
     * kube-proxy has {@code le="1"}, and rules that name a bucket would no longer match.
     *
     * @param accept the header {@code Accept}; empty if it was not sent
     */
    static ScrapeFormat accepted(String accept) {
        ScrapeFormat other = TEXT;
        for (String range : accept.split(",")) {
            String[] parts = range.strip().split(";");
            if (isRefused(parts)) {
                continue;
            }
            switch (parts[0].strip()) {
                case "", "text/plain", "text/*", "*/*" -> {
                    return TEXT;
                }
                case "application/openmetrics-text" -> other = OPEN_METRICS;
                case "application/vnd.google.protobuf" -> other = other == TEXT ? PROTOBUF : other;
                default -> {}
            }
        }
        return other;
    }

    private static boolean isRefused(String[] parts) {
        for (String part : parts) {
            if (part.strip().matches("q=0(\\.0*)?")) {
                return true;
            }
        }
        return false;
    }

    /** Returns the page in this format. */
    byte[] write(Meters meters) {
        byte[] written = meters.scrape(contentType);
        return switch (this) {
            case TEXT -> withBoundsAsGoWritesThem(written);
            case OPEN_METRICS, PROTOBUF -> written;
        };
    }

    private static byte[] withBoundsAsGoWritesThem(byte[] written) {
        String text = new String(written, StandardCharsets.UTF_8);
        return BOUND.matcher(text)
                .replaceAll(ScrapeFormat::goBound)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String goBound(MatchResult bound) {
        String text = bound.group();
        return text.equals("+Inf") ? text : GoNumber.format(Double.parseDouble(text));
    }
}
