package io.nftproxy.app.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nftproxy.kernel.Terminal;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/** Standard output: a terminal, with its width and with colours, or plain text of any width. */
final class Screen {
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final int columns;
    private final boolean colours;

    /**
     * @param columns 0 for any width
     */
    Screen(PrintStream out, int columns, boolean colours) {
        this.out = out;
        this.columns = columns;
        this.colours = colours;
    }

    static Screen ofProcess() {
        // System.out writes each line by itself, which takes a second for 100,000 lines.
        OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
        return new Screen(
                new PrintStream(out, false, UTF_8), Terminal.columns(), Terminal.hasColours());
    }

    /** Writes the text that was printed and is still buffered. */
    void flush() {
        out.flush();
    }

    /** Prints a line, cut to the width of the terminal. */
    void line(String text) {
        line(text, text.length());
    }

    /** Prints a line that is red from a position on. */
    void line(String text, int redFrom) {
        String shown = cut(text);
        int red = Math.min(redFrom, shown.length());
        out.println(
                colours && red < shown.length()
                        ? shown.substring(0, red) + RED + shown.substring(red) + PLAIN
                        : shown);
    }

    /** Prints text that is not for people: of any width. */
    void whole(String text) {
        out.println(text);
    }

    /** Prints a line of a difference: red after a minus, green after a plus. */
    void difference(String text) {
        String shown = cut(text);
        String colour = text.startsWith("-") ? RED : text.startsWith("+") ? GREEN : "";
        out.println(colours && !colour.isEmpty() ? colour + shown + PLAIN : shown);
    }

    void heading(String text) {
        out.println(colours ? BOLD + cut(text) + PLAIN : cut(text));
    }

    /** Returns whether the reader of the output is still there. */
    boolean isOpen() {
        return !out.checkError();
    }

    private String cut(String text) {
        return columns > 0 && text.length() > columns
                ? text.substring(0, columns - 1) + "\u2026"
                : text;
    }
}
