package io.nftproxy.config.flags;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Suggestions for misspelt names. */
final class Spelling {
    /** The letters of a name for each wrong one; two wrong letters are always tolerated. */
    private static final int LETTERS_PER_MISTAKE = 4;

    private Spelling() {}

    /** Returns the closest name, if it is close enough. */
    static Optional<String> closest(String misspelt, List<String> names) {
        int limit = Math.max(2, misspelt.length() / LETTERS_PER_MISTAKE);
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(misspelt, name)))
                .filter(name -> distance(misspelt, name) <= limit);
    }

    /** Returns the Levenshtein distance: letters to add, remove or replace. */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
