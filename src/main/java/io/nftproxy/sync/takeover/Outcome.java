package io.nftproxy.sync.takeover;

import java.util.List;

/**
 * What became of an attempt to remove a proxy's traces.
 *
 * @param removed for a person, one line each: {@code interface kube-ipvs0}
 * @param problems what stays, why, and the command to remove it, one line each; empty if nothing
 *     stays
 */
public record Outcome(List<String> removed, List<String> problems) {
    /** Nothing was there. */
    static final Outcome NOTHING = new Outcome(List.of(), List.of());

    public Outcome {
        removed = List.copyOf(removed);
        problems = List.copyOf(problems);
    }

    /** Returns the exit status of a process that did only this: 0 if nothing stays. */
    public int exitStatus() {
        return problems.isEmpty() ? 0 : 1;
    }
}
