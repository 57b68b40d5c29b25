package io.nftproxy.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests that pages name as evidence for their claims. */
class NamedTestsTest {
    private static final Map<String, String> SOURCES = sources();

    /** Returns the text of each test class by its name. */
    private static Map<String, String> sources() {
        try (Stream<Path> files = Files.walk(Page.PROJECT.resolve("src/test/java"))) {
            return files.filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                    .collect(
                            Collectors.toMap(
                                    file -> file.getFileName().toString().replace(".java", ""),
                                    Page::read));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"faults.md, 30", "security.md, 20", "development.md, 20"})
    void namedTestsExist(String page, int atLeast) {
        List<String> named =
                Page.of(page).codes().stream()
                        .filter(code -> code.matches("[A-Z]\\w+(Test|IT)(\\.[a-z]\\w+)?"))
                        .toList();

        assertThat(named).hasSizeGreaterThan(atLeast).allMatch(NamedTestsTest::exists);
    }

    @Test
    void eachFaultHasATest() {
        assertThat(Page.of("faults.md").text().lines())
                .filteredOn(line -> line.matches("\\| [^-f].*"))
                .hasSizeGreaterThan(25)
                .allMatch(line -> line.matches(".*`\\w+(Test|IT)(\\.\\w+)?` \\|"));
    }

    private static boolean exists(String name) {
        String[] parts = name.split("\\.");
        String source = SOURCES.getOrDefault(parts[0], "");
        return !source.isEmpty()
                && (parts.length == 1 || source.contains("void " + parts[1] + "("));
    }
}
