package io.nftproxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The layout of configuration files, and the parts that are ignored with a warning. */
class FileLayoutTest {
    @Test
    void unknownAndDuplicateFieldsGiveOneWarning() {
        String file =
                Configs.file(
                        """
                        oomScoreAdj: -500
                        udpIdleTimeout: 250ms
                        nftables:
                          tableName: mine
                          masqueradeBit: 15
                          masqueradeBit: 16
                        oomScoreAdj: -600
                        conntrack: {max: 0, "5": x}
                        """);
        ConfigResult.Valid valid = Configs.valid(file);
        assertThat(valid.warnings())
                .containsExactly(
                        "The configuration file has parts that are ignored:"
                                + " duplicate field \"nftables.masqueradeBit\","
                                + " duplicate field \"oomScoreAdj\","
                                + " unknown field \"udpIdleTimeout\","
                                + " unknown field \"nftables.tableName\","
                                + " unknown field \"conntrack.max\","
                                + " unknown field \"conntrack.5\"");
        assertThat(valid.config().get(ConfigFields.MASQUERADE_BIT)).isEqualTo(16);
        assertThat(valid.config().get(ConfigFields.OOM_SCORE_ADJ)).isEqualTo(-600);
    }

    @Test
    void jsonIsRead() {
        String file =
                """
                {"apiVersion": "kubeproxy.config.k8s.io/v1alpha1", "kind": "KubeProxyConfiguration",
                 "nftables": {"masqueradeBit": 15}, "nodePortAddresses": ["10.0.0.0/8"]}
                """;
        assertThat(Configs.valid(file).config().get(ConfigFields.MASQUERADE_BIT)).isEqualTo(15);
    }

    @Test
    void onlyTheFirstDocumentIsRead() {
        ConfigResult.Valid valid =
                Configs.valid(Configs.file("oomScoreAdj: 1\n---\noomScoreAdj: 2"));
        assertThat(valid.config().get(ConfigFields.OOM_SCORE_ADJ)).isEqualTo(1);
        assertThat(valid.warnings().getFirst()).endsWith("ignored: a second document");
    }

    @ParameterizedTest(name = "apiVersion {0}, kind {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            textBlock =
                    """
                    kubeproxy.config.k8s.io/v1beta1  | KubeProxyConfiguration | apiVersion
                    kubeproxy.config.k8s.io/v1alpha1 | KubeletConfiguration   | kind
                    kubeproxy.config.k8s.io/v1alpha1 | null                   | kind
                    """)
    void apiVersionAndKindAreChecked(String version, String kind, String field) {
        String file = "apiVersion: %s\nkind: %s\n".formatted(version, kind);
        assertThat(Configs.problems(file)).hasSize(1).first().asString().startsWith(field + ": ");
    }

    @Test
    void fileWithoutApiVersionAndKindIsRejected() {
        assertThat(Configs.problems("mode: nftables"))
                .containsExactly(
                        "apiVersion: must be kubeproxy.config.k8s.io/v1alpha1",
                        "kind: must be KubeProxyConfiguration");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing",
                "just words",
                "- a\n- list",
                "a: [",
                "\tmode: x",
                "a: *nowhere",
                "&a {b: *a}",
                "a: &a\n  b: *a"
            })
    void textWithoutFieldsIsRejected(String text) {
        assertThat(Configs.problems(text)).isNotEmpty();
    }

    @Test
    void syntaxErrorIsReportedWithItsLine() {
        assertThat(Configs.problems(Configs.file("a: [1, 2")))
                .containsExactly(
                        "is neither YAML nor JSON: line 4: expected ',' or ']', but got <stream"
                                + " end>");
    }

    @Test
    void deepNestingAndAliasBombsAreRejected() {
        assertThat(Configs.problems("a: " + "[".repeat(1000) + "]".repeat(1000))).hasSize(1);
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 100; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(Configs.problems(bomb.toString())).hasSize(1);
    }

    @Test
    void aliasIsResolved() {
        String file = Configs.file("iptables: &same {masqueradeBit: 15}\nnftables: *same");
        assertThat(Configs.valid(file).config().get(ConfigFields.MASQUERADE_BIT)).isEqualTo(15);
    }
}
