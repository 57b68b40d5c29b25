package io.nftproxy.serve.metrics;

/**
 * Numbers in the format of Go's Prometheus client: {@code 1} and not {@code 1.0}, {@code
 * 1.048576e+06}. Bucket bounds are label values, which Prometheus before version 3 compares as
 * text, so queries written for kube-proxy need the same text.
 */
final class GoNumber {
    private GoNumber() {}

    /** Returns the text of {@code strconv.FormatFloat(value, 'g', -1, 64)}. */
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
        String sign = value < 0 ? "-" : "";
        return sign + positive(Double.toString(Math.abs(value)));
    }

    /**
     * Moves the decimal point; Java and Go print the same shortest digits.
     *
     * @param java for example {@code 0.25}, {@code 12.0} or {@code 1.048576E7}
     */
    private static String positive(String java) {
        int e = java.indexOf('E');
        String mantissa = e < 0 ? java : java.substring(0, e);
        int point = mantissa.indexOf('.');
        String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
        int first = 0;
        while (digits.charAt(first) == '0') {
            first++;
        }
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        int exponent = (e < 0 ? 0 : Integer.parseInt(java.substring(e + 1))) + point - first - 1;
        return placed(digits.substring(first, end), exponent);
    }

    private static String placed(String digits, int exponent) {
        int count = digits.length();
        if (exponent < -4 || exponent >= 6) {
            String fraction = count > 1 ? "." + digits.substring(1) : "";
            String size = Math.abs(exponent) < 10 ? "0" : "";
            String sign = exponent < 0 ? "e-" : "e+";
            return digits.charAt(0) + fraction + sign + size + Math.abs(exponent);
        }
        if (exponent < 0) {
            return "0." + "0".repeat(-exponent - 1) + digits;
        }
        if (count <= exponent + 1) {
            return digits + "0".repeat(exponent + 1 - count);
        }
        return digits.substring(0, exponent + 1) + "." + digits.substring(exponent + 1);
    }
}
