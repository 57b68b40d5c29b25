package io.nftproxy.tools.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The table of connections, with a line for each step and a column for each pod. */
final class LandingTable {
    private static final int TITLE_WIDTH = 32;
    private static final int CELL_WIDTH = 6;

    private LandingTable() {}

    static List<String> of(List<StepResult> steps, Collection<String> pods) {
        List<String> heads = new ArrayList<>(pods);
        heads.add(ConnectionRun.REFUSED);
        List<String> cells = new ArrayList<>(heads);
        heads.add("wrong");
        List<String> lines = new ArrayList<>();
        lines.add(line("", heads, heads));
        for (StepResult step : steps) {
            List<String> row = new ArrayList<>();
            // A dash for zero lets other numbers stand out.
            cells.forEach(cell -> row.add(step.counts().getOrDefault(cell, 0).toString()));
            row.replaceAll(cell -> cell.equals("0") ? "-" : cell);
            row.add(Integer.toString(step.wrong()));
            lines.add(line(lines.size() + " " + step.title(), row, heads));
        }
        return lines;
    }

    private static String line(String title, List<String> cells, List<String> heads) {
        StringBuilder line = new StringBuilder(title);
        int end = TITLE_WIDTH;
        for (int i = 0; i < cells.size(); i++) {
            end += Math.max(CELL_WIDTH, heads.get(i).length() + 1);
            line.repeat(' ', Math.max(1, end - line.length() - cells.get(i).length()));
            line.append(cells.get(i));
        }
        return line.toString();
    }
}
