package io.nftproxy.config;

/** The format of log lines. */
public enum LogFormat {
    /** The format of klog, for people. */
    TEXT("text"),
    /** A JSON object for each line, for machines. */
    JSON("json");

    private final String text;

    LogFormat(String text) {
        this.text = text;
    }

    /** Returns the text in a file. */
    public String text() {
        return text;
    }
}
