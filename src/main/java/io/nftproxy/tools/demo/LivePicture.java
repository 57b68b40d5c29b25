package io.nftproxy.tools.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * The picture of a running step: notes, and below them a bar for each result that grows with each
 * connection. Without a terminal, notes are printed at once and the bars at the end. Thread-safe.
 */
final class LivePicture {
    private static final long FRAME_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    /** The length of the longest bar. */
    private static final int WIDTH = 40;

    private final Screen screen;
    private final Set<String> expected;
    private final List<String> notes = new ArrayList<>();
    private final List<String> results = new ArrayList<>();
    private int painted;
    private long paintedAtNanos;

    /**
     * @param expected the right results; these have a bar even without a connection
     */
    LivePicture(Screen screen, Set<String> expected) {
        this.screen = screen;
        this.expected = Set.copyOf(expected);
    }

    synchronized void note(String text) {
        if (screen.terminal()) {
            notes.add(text);
            paint();
        } else {
            screen.line(text);
        }
    }

    synchronized void saw(String result) {
        results.add(result);
        if (screen.terminal() && System.nanoTime() - paintedAtNanos > FRAME_NANOS) {
            paint();
        }
    }

    /** Paints the last frame. */
    synchronized void finish() {
        if (screen.terminal()) {
            paint();
        } else {
            bars().forEach(screen::line);
        }
    }

    /** Returns one line for each result, {@code web-1 ########## 104}. */
    private List<String> bars() {
        SortedMap<String, Integer> counts = StepResult.count(results);
        int longest = counts.isEmpty() ? 1 : Collections.max(counts.values());
        TreeSet<String> names = new TreeSet<>(expected);
        names.addAll(counts.keySet());
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            int count = counts.getOrDefault(name, 0);
            int cells = count == 0 ? 0 : Math.max(1, Math.round((float) WIDTH * count / longest));
            String bar = screen.block().repeat(cells);
            String coloured = expected.contains(name) ? screen.cyan(bar) : screen.red(bar);
            String space = bar.isEmpty() ? "" : " ";
            lines.add("   %-8s %s%s%d".formatted(name, coloured, space, count));
        }
        return lines;
    }

    private void paint() {
        List<String> lines = new ArrayList<>(notes);
        lines.addAll(bars());
        screen.repaint(painted, lines);
        painted = lines.size();
        paintedAtNanos = System.nanoTime();
    }
}
