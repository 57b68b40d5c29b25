package io.nftproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sizes of files and methods, links between documents, and forbidden words. */
class TidyTest {
    private static final Path PROJECT =
            Path.of(Objects.requireNonNullElse(System.getProperty("project.dir"), "."));
    private static final int FILE_LINES_MAX = 300;
    private static final int METHOD_LINES_MAX = 40;

    private static final Pattern UNFINISHED =
            Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b|not (yet )?implemented|for now\\b");

    /** The first line of a method of a class or of a nested class. */
    private static final Pattern MEMBER = Pattern.compile("^( {4}| {8})[\\w@<].*\\(.*[^;]$");

    private static final Pattern TYPE =
            Pattern.compile(".*\\b(class|record|enum|interface) .*|.*->.*");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");

    @Test
    void topLevelHasOnlyKnownFiles() throws IOException {
        try (Stream<Path> entries = Files.list(PROJECT)) {
            assertThat(entries.map(entry -> entry.getFileName().toString()))
                    .filteredOn(name -> !name.startsWith("."))
                    .isSubsetOf(
                            "Dockerfile",
                            "README.md",
                            "bench",
                            "docs",
                            "manifests",
                            "pom.xml",
                            "src",
                            "target");
        }
    }

    @Test
    void filesAreSmall() {
        assertThat(
                        Stream.concat(shippedSources().stream(), sources("src/test/java").stream())
                                .filter(file -> lines(file).size() > FILE_LINES_MAX)
                                .map(file -> file + " has " + lines(file).size() + " lines"))
                .isEmpty();
    }

    @Test
    void methodsAreSmall() {
        List<String> long_ = new ArrayList<>();
        for (Path file : shippedSources()) {
            collectLongMethods(file, long_);
        }
        assertThat(long_).isEmpty();
    }

    private static List<Path> shippedSources() {
        List<Path> files = new ArrayList<>(sources("src/main/java"));
        files.addAll(sources("bench/src"));
        return files;
    }

    private static void collectLongMethods(Path file, List<String> found) {
        List<String> lines = lines(file);
        for (int start = 0; start < lines.size(); start++) {
            String line = lines.get(start);
            if (!MEMBER.matcher(line).matches() || TYPE.matcher(line).matches()) {
                continue;
            }
            int body = start;
            while (body < lines.size() && !lines.get(body).matches(".*[{;]")) {
                body++;
            }
            if (body == lines.size() || lines.get(body).endsWith(";")) {
                continue;
            }
            String end = indentOf(line) + "}";
            int last = body + 1;
            while (last < lines.size() && !lines.get(last).startsWith(end)) {
                last++;
            }
            if (last - body - 1 > METHOD_LINES_MAX) {
                found.add(file + ":" + (start + 1) + " has " + (last - body - 1) + " lines");
            }
        }
    }

    private static String indentOf(String line) {
        return line.replaceAll("\\S.*", "");
    }

    @Test
    void noCommentPromisesLaterWork() {
        List<String> found = new ArrayList<>();
        for (Path file : texts()) {
            if (file.endsWith("TidyTest.java")) {
                continue;
            }
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (UNFINISHED.matcher(lines.get(i)).find()) {
                    found.add(file + ":" + (i + 1) + ": " + lines.get(i).strip());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void linksBetweenDocumentsExist() {
        List<String> broken = new ArrayList<>();
        for (Path file : texts()) {
            if (!file.toString().endsWith(".md")) {
                continue;
            }
            Matcher link = LINK.matcher(prose(file));
            while (link.find()) {
                String target = link.group(1);
                if (!target.contains(":") && !Files.exists(file.resolveSibling(target))) {
                    broken.add(file + ": " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    /** Returns a document without its code blocks, in which brackets are not links. */
    private static String prose(Path file) {
        return String.join("\n", lines(file)).replaceAll("(?s)```.*?```", "");
    }

    @Test
    void everyPackageIsDocumented() throws IOException {
        for (String root : List.of("src/main/java", "bench/src/main/java")) {
            try (Stream<Path> folders = Files.walk(PROJECT.resolve(root))) {
                assertThat(
                                folders.filter(Files::isDirectory)
                                        .filter(TidyTest::hasClasses)
                                        .filter(folder -> !isDocumented(folder)))
                        .isEmpty();
            }
        }
    }

    private static boolean hasClasses(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isDocumented(Path folder) {
        Path file = folder.resolve("package-info.java");
        String text = Files.exists(file) ? String.join("\n", lines(file)) : "";
        return text.contains("/**") && text.contains("@NullMarked");
    }

    private static List<Path> texts() {
        List<Path> all = new ArrayList<>(sources("src"));
        all.addAll(sources("bench/src"));
        all.addAll(sources("docs"));
        all.addAll(sources("manifests"));
        Path readme = PROJECT.resolve("README.md");
        if (Files.exists(readme)) {
            all.add(readme);
        }
        return all;
    }

    private static List<Path> sources(String folder) {
        Path root = PROJECT.resolve(folder);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().matches(".*\\.(java|md|ya?ml|sh)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
