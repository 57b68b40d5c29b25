package io.nftproxy.config;

/** The configured {@code mode}; nftproxy always works in nftables mode. */
public enum ProxyMode {
    UNSET(""),
    IPTABLES("iptables"),
    IPVS("ipvs"),
    NFTABLES("nftables");

    private final String text;

    ProxyMode(String text) {
        this.text = text;
    }

    /** Returns the text in a file; empty if no mode is set. */
    public String text() {
        return text;
    }
}
