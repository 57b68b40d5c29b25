package io.nftproxy.sync.takeover;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of removing rules and other leftovers.
 *
 * @param removed the objects removed, one line each: {@code interface kube-ipvs0}
 * @param problems the objects that stay, with the reason and the command to remove them, one line
 *     each; empty if nothing stays
 */
public record CleanupResult(List<String> removed, List<String> problems) {
    /** The result where nothing was found. */
    static final CleanupResult NOTHING = new CleanupResult(List.of(), List.of());

    public CleanupResult {
        removed = List.copyOf(removed);
        problems = List.copyOf(problems);
    }

    static CleanupResult removed(String object) {
        return new CleanupResult(List.of(object), List.of());
    }

    static CleanupResult problem(String problem) {
        return new CleanupResult(List.of(), List.of(problem));
    }

    /** Returns this result followed by another one. */
    CleanupResult and(CleanupResult other) {
        List<String> allRemoved = new ArrayList<>(removed);
        allRemoved.addAll(other.removed);
        List<String> allProblems = new ArrayList<>(problems);
        allProblems.addAll(other.problems);
        return new CleanupResult(allRemoved, allProblems);
    }

    /** Returns the exit status of a process that did only this: 0 if nothing stays. */
    public int exitStatus() {
        return problems.isEmpty() ? 0 : 1;
    }
}
