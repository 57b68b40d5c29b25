package io.nftproxy.tools.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Counted connections as a bar chart. */
final class Bars {
    private static final int WIDTH = 40;
    private static final String REFUSED = "refused";
    private static final String FAILED = "failed";

    private Bars() {}

    /**
     * Returns one line for each pod, {@code web-1 ########## 104}; the longest bar has 40 cells.
     *
     * @param pods shown even without a connection; other pods only if they were reached
     */
    static List<String> of(Landings landings, Collection<String> pods, Screen screen) {
        TreeSet<String> names = new TreeSet<>(pods);
        names.addAll(landings.byPod().keySet());
        int longest = Math.max(landings.refused(), landings.failed());
        for (String name : names) {
            longest = Math.max(longest, landings.of(name));
        }
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            String bar = bar(landings.of(name), longest, screen);
            lines.add(line(name, screen.cyan(bar), landings.of(name)));
        }
        if (landings.refused() > 0 || pods.isEmpty()) {
            String bar = bar(landings.refused(), longest, screen);
            lines.add(line(REFUSED, screen.dim(bar), landings.refused()));
        }
        if (landings.failed() > 0) {
            String bar = bar(landings.failed(), longest, screen);
            lines.add(line(FAILED, screen.red(bar), landings.failed()));
        }
        return lines;
    }

    private static String bar(int count, int longest, Screen screen) {
        int cells = count == 0 ? 0 : Math.max(1, Math.round((float) WIDTH * count / longest));
        return screen.block().repeat(cells);
    }

    private static String line(String name, String bar, int count) {
        String space = bar.isEmpty() ? "" : " ";
        return "   %-8s %s%s%d".formatted(name, bar, space, count);
    }
}
