package io.nftproxy.app.commands;

import java.util.ArrayList;
import java.util.List;

/** Lines in columns, as kubectl prints them. Not wider than the terminal: long lines are cut. */
final class Table {
    private static final String GAP = "   ";
    private static final String NONE = "<none>";

    private final List<String> heading;
    private final List<Row> rows = new ArrayList<>();

    /** A line; its last cell is red if it is a problem. */
    private record Row(List<String> cells, boolean isProblem) {}

    Table(String... heading) {
        this.heading = List.of(heading);
    }

    void add(String... cells) {
        rows.add(new Row(List.of(cells), false));
    }

    /** Adds a line whose last cell is a problem, unless it is empty. */
    void addWithProblem(String... cells) {
        rows.add(new Row(List.of(cells), !cells[cells.length - 1].isEmpty()));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * Prints the table.
     *
     * @param ifEmpty the line to print if the table has no rows
     */
    void print(Screen screen, String ifEmpty) {
        if (rows.isEmpty()) {
            screen.line(ifEmpty);
            return;
        }
        int[] widths = new int[heading.size()];
        measure(heading, widths);
        rows.forEach(row -> measure(row.cells(), widths));
        screen.line(line(heading, widths));
        for (Row row : rows) {
            String line = line(row.cells(), widths);
            int last = row.isProblem() ? line.lastIndexOf(row.cells().getLast()) : line.length();
            screen.line(line, last);
        }
    }

    private static void measure(List<String> cells, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], shown(cells.get(i)).length());
        }
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = shown(cells.get(i));
            line.append(cell);
            if (i < cells.size() - 1) {
                line.repeat(' ', widths[i] - cell.length()).append(GAP);
            }
        }
        return line.toString();
    }

    private static String shown(String cell) {
        return cell.isEmpty() ? NONE : cell;
    }
}
