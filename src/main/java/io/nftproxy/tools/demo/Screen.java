package io.nftproxy.tools.demo;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Where the demonstration is told: a terminal with colours and lines painted over, or plain lines.
 */
final class Screen {
    private static final String ESCAPE = "\u001b[";

    private final PrintStream out;
    private final boolean terminal;
    private final boolean blocks;

    /**
     * @param terminal whether it understands ANSI escapes
     */
    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        this.blocks = out.charset().equals(StandardCharsets.UTF_8);
    }

    /**
     * Whether standard output is a terminal that shows escapes.
     *
     * @param environment {@code NO_COLOR} and {@code TERM=dumb} ask for plain lines
     */
    @SuppressWarnings("SystemConsoleNull") // Java 25's own console is null without a terminal.
    static boolean isTerminal(Map<String, String> environment) {
        Console console = System.console();
        return console != null
                && console.isTerminal()
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    /** Whether somebody watches, so that it may take its time. */
    boolean terminal() {
        return terminal;
    }

    /** What bars are made of. */
    String block() {
        return blocks ? "\u2588" : "#";
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Paints over the last lines printed. */
    void repaint(int lastLines, List<String> lines) {
        StringBuilder text = new StringBuilder();
        if (lastLines > 0) {
            text.append(ESCAPE).append(lastLines).append('F');
        }
        lines.forEach(line -> text.append(ESCAPE).append("2K").append(line).append('\n'));
        out.print(text);
        out.flush();
    }

    String bold(String text) {
        return styled("1", text);
    }

    String dim(String text) {
        return styled("2", text);
    }

    String red(String text) {
        return styled("31", text);
    }

    String green(String text) {
        return styled("32", text);
    }

    String cyan(String text) {
        return styled("36", text);
    }

    private String styled(String code, String text) {
        return terminal && !text.isEmpty() ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
    }
}
