package io.nftproxy.metrics;

import java.math.BigDecimal;

/**
 * Numbers as Go's Prometheus client prints them: {@code 1} and not {@code 1.0}, {@code
 * 1.048576e+06}. Bucket bounds are label values, which Prometheus before version 3 compares as
 * text, so those of this proxy must be those of kube-proxy.
 */
final class GoNumber {
    private GoNumber() {}

    /** As {@code strconv.FormatFloat(value, 'g', -1, 64)} does. */
    static String format(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent >= -4 && exponent < 6) {
            return decimal.toPlainString();
        }
        String digits = decimal.unscaledValue().abs().toString();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        return "%s%s%se%s%02d"
                .formatted(
                        value < 0 ? "-" : "",
                        digits.substring(0, 1),
                        fraction,
                        exponent < 0 ? "-" : "+",
                        Math.abs(exponent));
    }
}
