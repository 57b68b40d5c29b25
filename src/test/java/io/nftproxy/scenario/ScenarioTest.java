package io.nftproxy.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.NftText;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.core.trace.PacketTracer;
import io.nftproxy.testing.FakeKernelTable;
import io.nftproxy.testing.Golden;
import io.nftproxy.testing.NftScript;
import io.nftproxy.testing.RulesetElements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of scenarios, and the traced outcomes of their packets. */
class ScenarioTest {

    private final FakeKernelTable kernel = new FakeKernelTable(RenderSettings.TABLE);

    static List<Scenario> scenarios() {
        return Scenario.all();
    }

    @Test
    void scenariosAreFound() {
        assertThat(scenarios()).hasSizeGreaterThan(30);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void makesTheExpectedTable(Scenario scenario) throws Exception {
        ScenarioNode node = new ScenarioNode(scenario, kernel);
        boolean first = true;
        for (Path step : scenario.steps()) {
            int before = kernel.committed().size();
            node.play(step, first);
            if (!first) {
                compare(scenario.fileOf(step, "changes.tx"), changes(before));
            }
            compare(
                    scenario.fileOf(step, "expected.nft"),
                    NftText.of(RenderSettings.TABLE, kernel.ruleset()));
            tracePackets(scenario.fileOf(step, "packets.txt"));
            first = false;
        }
        assertThat(node.restart()).as("a restart changes nothing").isZero();
    }

    /** Compares with a golden file, which most scenarios do not have. */
    private static void compare(Path file, String actual) {
        if (Files.exists(file)) {
            Golden.assertMatches(file, actual);
        }
    }

    private String changes(int before) {
        StringBuilder text = new StringBuilder();
        List<Transaction> committed = kernel.committed();
        for (Transaction transaction : committed.subList(before, committed.size())) {
            text.append(NftScript.of(transaction));
        }
        return text.toString();
    }

    private void tracePackets(Path file) throws IOException {
        PacketTracer tracer =
                new PacketTracer(
                        kernel.ruleset(),
                        new RulesetElements(kernel.ruleset()),
                        ScenarioNode.addresses());
        String packets = Files.readString(file);
        assertThat(packets.lines()).as("packets of %s", file).hasSizeGreaterThan(1);
        Golden.assertMatches(file, new PacketTable(packets).tracedBy(tracer));
    }
}
