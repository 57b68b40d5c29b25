package io.nftproxy.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page under {@code docs}, with access to its parts. */
record Page(String text) {
    static final Path PROJECT = Path.of(System.getProperty("project.dir", "."));

    private static final Pattern BLOCK = Pattern.compile("(?s)```sh\n(.*?)```");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern SECTION = Pattern.compile("(?m)^##+ (.*)$");

    /** Returns a page by its name, {@code operations.md}. */
    static Page of(String name) {
        return new Page(read(PROJECT.resolve("docs").resolve(name)));
    }

    /** Returns the names of all pages, without decisions. */
    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(PROJECT.resolve("docs"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    /** Returns the part below a heading, up to the next one of the same level. */
    Page section(String heading) {
        int start = text.indexOf("\n## " + heading + "\n");
        int end = text.indexOf("\n## ", start + 1);
        return new Page(text.substring(start, end < 0 ? text.length() : end));
    }

    /** Returns the lines of shell blocks. */
    List<String> commands() {
        return BLOCK.matcher(text)
                .results()
                .flatMap(block -> block.group(1).lines())
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Returns the texts between backticks in the first columns of tables. */
    List<String> firstColumns() {
        return text.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', 2)))
                .flatMap(cell -> codes(cell).stream())
                .toList();
    }

    /** Returns the texts between backticks. */
    List<String> codes() {
        return codes(text.replaceAll("(?s)```.*?```", ""));
    }

    private static List<String> codes(String text) {
        return CODE.matcher(text).results().map(code -> code.group(1)).toList();
    }

    /** Returns the links to a heading, {@code operations.md#clocks} or {@code #clocks}. */
    List<MatchResult> anchors() {
        return Pattern.compile("\\]\\(([^)#]*)#([^)]*)\\)").matcher(text).results().toList();
    }

    /** Returns the anchors of all headings. */
    List<String> headings() {
        return SECTION.matcher(text)
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                .toList();
    }

    /** Returns the code of the product, with string literals of several lines joined. */
    static String sources() {
        try (Stream<Path> files = Files.walk(PROJECT.resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Page::read)
                    .collect(Collectors.joining("\n"))
                    .replaceAll("\"\\s*\\+\\s*\"", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
