package io.nftproxy.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The log lines, metrics, paths and links that docs/operations.md quotes. */
class OperationsPageTest {
    private static final Page PAGE = Page.of("operations.md");

    @Test
    void quotedLogLinesAreInTheCode() {
        List<String> lines = PAGE.section("Log lines").firstColumns();
        String sources = Page.sources();

        assertThat(lines).hasSizeGreaterThan(20);
        for (String line : lines) {
            for (String phrase : line.split("…")) {
                assertThat(sources.contains(inSource(phrase))).as("%s: %s", line, phrase).isTrue();
            }
        }
    }

    /** Returns a phrase as the code has it, where a parameter fills in some of its words. */
    private static String inSource(String phrase) {
        return phrase.replaceAll("^Synced (all|changes): ", "Synced {}: ")
                .replaceFirst("^Cannot start: (?=not|nf_|kernel)", "")
                .replaceFirst("^Cannot (list|watch) $", "Cannot {}: ")
                .strip();
    }

    @Test
    void parametersOfLogLinesAreInTheCode() {
        assertThat(Page.sources())
                .contains("\"all\"", "\"changes\"", "\"list \"", "\"watch \"")
                .contains("\"Cannot start: {}\"");
    }

    @Test
    void quotedMetricsExist() {
        String metrics = Page.of("metrics.md").text();
        List<String> quoted =
                PAGE.codes().stream()
                        .filter(code -> code.matches("(kubeproxy|nftproxy|jvm|process|rest)_\\w+"))
                        .toList();

        assertThat(quoted).hasSizeGreaterThan(8);
        assertThat(quoted).allSatisfy(name -> assertThat(metrics).contains("| `" + name + "` |"));
    }

    @Test
    void quotedPathsAreServed() {
        String sources = Page.sources();

        assertThat(PAGE.codes())
                .filteredOn(code -> code.matches("/(debug|livez|healthz).*"))
                .hasSizeGreaterThan(3)
                .allSatisfy(
                        path ->
                                assertThat(sources)
                                        .contains("\"" + path.replaceFirst("\\?.*", "") + "\""));
    }

    @ParameterizedTest
    @MethodSource("io.nftproxy.operations.Page#names")
    void linkedHeadingsExist(String name) {
        Page page = Page.of(name);
        for (MatchResult link : page.anchors()) {
            Page target = link.group(1).isEmpty() ? page : Page.of(link.group(1));
            assertThat(target.headings()).as(link.group()).contains(link.group(2));
        }
    }
}
