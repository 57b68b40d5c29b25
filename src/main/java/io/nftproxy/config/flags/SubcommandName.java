package io.nftproxy.config.flags;

import java.util.Arrays;
import java.util.Optional;

/** nftproxy's own commands. A command line of kube-proxy never begins with one. */
public enum SubcommandName {
    STATUS("status", "show how the proxy of this node is doing"),
    SERVICES("services", "list the Services that this node proxies"),
    ENDPOINTS("endpoints", "list the endpoints of a Service, and why some are not used"),
    EXPLAIN("explain", "show where a packet goes, rule by rule, and why"),
    FLOWS("flows", "list the connections through Services, or follow them"),
    TOP("top", "count the new connections by Service and endpoint"),
    DIFF("diff", "compare the kernel's table with the proxy's plans"),
    RENDER("render", "print the table for the objects in a file, for review and CI"),
    DEMO("demo", "show nftproxy at work on this machine, without a cluster"),
    REHEARSE("rehearse", "run once with an embedded API server, to record an AOT cache");

    private final String word;
    private final String summary;

    SubcommandName(String word, String summary) {
        this.word = word;
        this.summary = summary;
    }

    /** Returns the word to type. */
    public String word() {
        return word;
    }

    /** Returns a few words for the help. */
    public String summary() {
        return summary;
    }

    /** Returns the command of a word, if it is one. */
    static Optional<SubcommandName> of(String word) {
        return Arrays.stream(values()).filter(name -> name.word.equals(word)).findFirst();
    }
}
