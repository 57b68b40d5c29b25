package io.nftproxy.bench.profile;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Samples of the kernel, as {@code perf script -F comm,ip,sym} writes them: the name of a thread,
 * then its stack from the innermost function outwards, then an empty line.
 */
final class Stacks {
    private static final String WORKER = "kworker";

    /** The name under which all kernel threads are counted. */
    static final String WORKERS = "kernel workers";

    /** How often a function was innermost, and how often it was in the stack. */
    record Count(int self, int anywhere) {
        private static final Count NONE = new Count(0, 0);

        private Count plus(boolean top) {
            return new Count(self + (top ? 1 : 0), anywhere + 1);
        }
    }

    private final Map<String, Map<String, Count>> functions = new HashMap<>();
    private final Map<String, Integer> samples = new HashMap<>();

    void read(BufferedReader script) throws IOException {
        List<String> sample = new ArrayList<>();
        for (String line = script.readLine(); line != null; line = script.readLine()) {
            if (line.isBlank()) {
                add(sample);
                sample.clear();
            } else {
                sample.add(line.strip());
            }
        }
        add(sample);
    }

    private void add(List<String> sample) {
        if (sample.size() < 2) {
            return;
        }
        String thread = sample.getFirst().startsWith(WORKER) ? WORKERS : sample.getFirst();
        samples.merge(thread, 1, Integer::sum);
        Map<String, Count> counts = functions.computeIfAbsent(thread, _ -> new HashMap<>());
        HashSet<String> seen = new HashSet<>();
        for (int i = 1; i < sample.size(); i++) {
            // "ffffffff81c8a3b0 nft_rhash_walk"
            String function = sample.get(i).replaceFirst("^\\S+\\s*", "");
            if (seen.add(function)) {
                boolean top = i == 1;
                counts.compute(function, (_, old) -> (old == null ? Count.NONE : old).plus(top));
            }
        }
    }

    int samples(String thread) {
        return samples.getOrDefault(thread, 0);
    }

    Map<String, Count> functions(String thread) {
        return functions.getOrDefault(thread, Map.of());
    }
}
