package io.nftproxy.http;

/** The little JSON that these pages write. */
public final class JsonText {
    private JsonText() {}

    /** A JSON string with its quotes, for example {@code "kube-dns"}. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                default -> {
                    if (c < 0x20) {
                        quoted.append("\\u00").append(hexDigit(c >> 4)).append(hexDigit(c & 15));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    private static char hexDigit(int value) {
        return Character.forDigit(value, 16);
    }
}
