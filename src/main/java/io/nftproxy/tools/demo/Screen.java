package io.nftproxy.tools.demo;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The output of the demo: a terminal with colours, or plain lines. */
final class Screen {
    private static final String ESCAPE = "\u001b[";

    private final PrintStream out;
    private final boolean terminal;
    private final boolean blocks;

    /**
     * @param terminal whether the output understands ANSI escapes
     */
    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        this.blocks = out.charset().equals(StandardCharsets.UTF_8);
    }

    /** Returns the character of bars. */
    String block() {
        return blocks ? "\u2588" : "#";
    }

    void line(String text) {
        out.println(text);
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
