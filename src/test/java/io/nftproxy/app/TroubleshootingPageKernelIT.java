package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.config.YamlObjects;
import io.nftproxy.config.json.JsonText;
import io.nftproxy.testing.Golden;
import io.nftproxy.tools.apiserver.ApiResource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The commands of docs/troubleshooting.md, run on a node of the cluster that it describes. */
class TroubleshootingPageKernelIT {
    private static final Path PAGE =
            Path.of(System.getProperty("project.dir", "."), "docs", "troubleshooting.md");
    private static final Pattern STEP =
            Pattern.compile(
                    "```sh\nnftproxy ([^\n]+)\n```\n(?:\n```text\n(.*?)```\n)?", Pattern.DOTALL);
    private static final Map<String, ApiResource> RESOURCES =
            Map.of(
                    "Node", ApiResource.NODES,
                    "Service", ApiResource.SERVICES,
                    "EndpointSlice", ApiResource.ENDPOINT_SLICES,
                    "ServiceCIDR", ApiResource.SERVICE_CIDRS);

    @Test
    void commandsPrintTheOutputOnThePage() throws Exception {
        String page = Files.readString(PAGE);
        try (LiveNode node = new LiveNode()) {
            Path cluster = Golden.resources().resolve("troubleshooting/cluster.yaml");
            for (Map<?, ?> object : YamlObjects.of(Files.readString(cluster))) {
                node.api().put(RESOURCES.get(object.get("kind")), JsonText.of(object));
            }
            node.start();
            List<MatchResult> steps = STEP.matcher(page).results().toList();
            assertThat(steps).hasSizeGreaterThan(7);
            String actual = page;
            for (MatchResult step : steps) {
                LiveNode.Result result = node.run(step.group(1).split(" "));
                assertThat(result.status()).as("%s", result).isZero();
                if (step.group(2) != null) {
                    actual =
                            actual.replace(
                                    step.group(),
                                    "```sh\nnftproxy %s\n```\n\n```text\n%s```\n"
                                            .formatted(step.group(1), result.text()));
                }
            }
            Golden.assertMatches(PAGE, actual);
        }
    }
}
