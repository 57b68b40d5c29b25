package io.nftproxy.config.flags;

import java.util.Arrays;
import java.util.Optional;

/** nftproxy's own commands. kube-proxy has none, so its command lines never begin with one. */
public enum SubcommandName {
    DEMO("demo", "show it at work on this machine, without a cluster"),
    REHEARSE("rehearse", "start, sync and end on this machine, for bin/aot-cache to record");

    private final String word;
    private final String summary;

    SubcommandName(String word, String summary) {
        this.word = word;
        this.summary = summary;
    }

    /** As typed. */
    public String word() {
        return word;
    }

    /** What it does, in a few words. */
    public String summary() {
        return summary;
    }

    /** The command that a word is. */
    static Optional<SubcommandName> of(String word) {
        return Arrays.stream(values()).filter(name -> name.word.equals(word)).findFirst();
    }
}
