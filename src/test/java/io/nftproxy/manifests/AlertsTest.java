package io.nftproxy.manifests;

import static io.nftproxy.manifests.Kustomization.list;
import static io.nftproxy.manifests.Kustomization.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.config.json.JsonText;
import io.nftproxy.testing.ChildJvm;
import io.nftproxy.testing.Golden;
import io.nftproxy.testing.InstalledProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts of the manifests, evaluated by promtool with series of samples. */
class AlertsTest {
    @TempDir private Path folder;

    private static Map<String, Object> spec() {
        return map(Manifests.object(Manifests.PROMETHEUS, "PrometheusRule nftproxy").get("spec"));
    }

    /** Returns the rules with the summary as their only annotation: the others are constant. */
    private static Map<String, Object> withSummaries(Map<String, Object> spec) {
        List<Object> rules = new ArrayList<>();
        for (Object group : list(spec, "groups")) {
            for (Object one : list(map(group), "rules")) {
                Map<String, Object> rule = new TreeMap<>(map(one));
                String summary = String.valueOf(map(rule.get("annotations")).get("summary"));
                rule.put("annotations", Map.of("summary", summary));
                rules.add(rule);
            }
        }
        return Map.of("groups", List.of(Map.of("name", "nftproxy", "rules", rules)));
    }

    /** Writes rules as JSON, which is YAML. */
    private Path write(Map<String, Object> rules) throws Exception {
        return Files.writeString(folder.resolve("rules.yaml"), JsonText.of(rules));
    }

    private static String promtool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(InstalledProgram.of("promtool", "prometheus"));
        command.addAll(List.of(arguments));
        return ChildJvm.output(command);
    }

    @Test
    void theRulesAreValid() throws Exception {
        String rules = write(spec()).toString();

        assertThat(promtool("check", "rules", rules)).contains("SUCCESS");
    }

    @Test
    void alertsFireForTheSamplesOfTheirTests() throws Exception {
        Path tests = Golden.resources().resolve("prometheus/rules-test.yaml");
        write(withSummaries(spec()));
        Path copy = Files.copy(tests, folder.resolve("rules-test.yaml"));

        assertThat(promtool("test", "rules", copy.toString())).contains("SUCCESS");
    }

    @Test
    void eachAlertHasATest() throws Exception {
        Path tests = Golden.resources().resolve("prometheus/rules-test.yaml");
        List<String> fired = new ArrayList<>();
        for (Object test : list(Kustomization.documents(tests).getFirst(), "tests")) {
            for (Object one : list(map(test), "alert_rule_test")) {
                if (map(one).containsKey("exp_alerts")) {
                    fired.add(String.valueOf(map(one).get("alertname")));
                }
            }
        }

        assertThat(list(spec(), "groups"))
                .flatExtracting(group -> list(map(group), "rules"))
                .extracting(rule -> map(rule).get("alert"))
                .allSatisfy(name -> assertThat(fired).contains(String.valueOf(name)));
    }
}
