package io.nftproxy.tools.demo;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Connections counted by result.
 *
 * @param byPod the connections of each pod that was reached
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

    /** Returns the number of connections that reached a pod. */
    int of(String pod) {
        return byPod.getOrDefault(pod, 0);
    }
}
