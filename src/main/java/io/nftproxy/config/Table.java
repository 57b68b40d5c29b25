package io.nftproxy.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A table in a resource: a line for each row, comments after {@code #}. */
public final class Table {
    private Table() {}

    /**
     * Reads the rows of a table; indented lines continue the row above.
     *
     * @param owner a class in the package of the resource
     */
    public static List<String> rows(Class<?> owner, String resource) {
        List<String> rows = new ArrayList<>();
        try (InputStream in = owner.getResourceAsStream(resource)) {
            byte[] bytes = Objects.requireNonNull(in, resource).readAllBytes();
            for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith(" ")) {
                    rows.add(rows.removeLast() + " " + line.strip());
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    rows.add(line);
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the cells of a row, separated by semicolons; the last one may contain some. */
    public static List<String> cells(String row, int count) {
        List<String> cells = new ArrayList<>();
        for (String cell : row.split(";", count)) {
            cells.add(cell.strip());
        }
        while (cells.size() < count) {
            cells.add("");
        }
        return cells;
    }
}
