package io.nftproxy.tools.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The picture of a running step: notes, and below them a bar for each pod that grows with each
 * connection. Without a terminal, notes are printed at once and the bars at the end. Thread-safe.
 */
final class LivePicture {
    private static final long FRAME_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    private final Screen screen;
    private final Collection<String> pods;
    private final List<String> notes = new ArrayList<>();
    private final List<Landing> landings = new ArrayList<>();
    private int painted;
    private long paintedAtNanos;

    /**
     * @param pods the pods to be reached; empty if connections are to be refused
     */
    LivePicture(Screen screen, Collection<String> pods) {
        this.screen = screen;
        this.pods = List.copyOf(pods);
    }

    synchronized void note(String text) {
        if (screen.terminal()) {
            notes.add(text);
            paint();
        } else {
            screen.line(text);
        }
    }

    synchronized void saw(Landing landing) {
        landings.add(landing);
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

    private List<String> bars() {
        return Bars.of(Landings.of(landings), pods, screen);
    }

    private void paint() {
        List<String> lines = new ArrayList<>(notes);
        lines.addAll(bars());
        screen.repaint(painted, lines);
        painted = lines.size();
        paintedAtNanos = System.nanoTime();
    }
}
