package io.nftproxy.tools.demo;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Connections counted by what became of them.
 *
 * @param byPod only pods that were reached
 */
record Landings(SortedMap<String, Integer> byPod, int refused, int failed) {
    Landings {
        byPod = Collections.unmodifiableSortedMap(new TreeMap<>(byPod));
    }

    static Landings of(List<Landing> landings) {
        SortedMap<String, Integer> byPod = new TreeMap<>();
        int refused = 0;
        int failed = 0;
        for (Landing landing : landings) {
            switch (landing) {
                case Landing.Reached(String pod) -> byPod.merge(pod, 1, Integer::sum);
                case Landing.Refused() -> refused++;
                case Landing.Failed(String _) -> failed++;
            }
        }
        return new Landings(byPod, refused, failed);
    }

    int total() {
        return refused + failed + byPod.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How often a pod was reached. */
    int of(String pod) {
        return byPod.getOrDefault(pod, 0);
    }
}
