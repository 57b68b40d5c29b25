package io.nftproxy.config;

/** How log lines look. */
public enum LogFormat {
    /** klog's lines, for people. */
    TEXT("text"),
    /** One JSON object a line, for machines. */
    JSON("json");

    private final String text;

    LogFormat(String text) {
        this.text = text;
    }

    /** As in the file. */
    public String text() {
        return text;
    }
}
