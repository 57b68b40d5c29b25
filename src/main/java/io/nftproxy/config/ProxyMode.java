package io.nftproxy.config;

/** The {@code mode} that was asked for. nftproxy always works in nftables mode. */
public enum ProxyMode {
    UNSET(""),
    IPTABLES("iptables"),
    IPVS("ipvs"),
    NFTABLES("nftables");

    private final String text;

    ProxyMode(String text) {
        this.text = text;
    }

    /** As in the file; empty if no mode is asked for. */
    public String text() {
        return text;
    }
}
