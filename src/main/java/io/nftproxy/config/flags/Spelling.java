package io.nftproxy.config.flags;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Guesses which name was meant by a misspelt one. */
final class Spelling {
    /** One letter in so many may be wrong, but never fewer than two letters. */
    private static final int LETTERS_PER_MISTAKE = 4;

    private Spelling() {}

    /** The name that is closest, if it is close at all. */
    static Optional<String> closest(String misspelt, List<String> names) {
        int limit = Math.max(2, misspelt.length() / LETTERS_PER_MISTAKE);
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(misspelt, name)))
                .filter(name -> distance(misspelt, name) <= limit);
    }

    /** How many letters to add, drop or replace: the Levenshtein distance. */
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
