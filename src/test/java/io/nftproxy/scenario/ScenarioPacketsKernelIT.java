package io.nftproxy.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packets of scenarios, sent through a real kernel. SCTP is left out: Java cannot send it. */
@Tag("kernel-ring")
@Tag("slow")
class ScenarioPacketsKernelIT {

    /** With 20 n connections to n endpoints, one is missed once in a hundred million times. */
    private static final int TRIES_PER_ENDPOINT = 20;

    static List<Scenario> scenarios() {
        return Scenario.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void packetsHaveTheOutcomesOfTheScenario(Scenario scenario) throws Exception {
        List<PacketRow> rows = new ArrayList<>();
        for (Path step : scenario.steps()) {
            rows.addAll(rows(scenario, step));
        }
        try (PacketNetwork network = new PacketNetwork(rows);
                PacketServers answers = new PacketServers();
                NetlinkKernelTable kernel = open(network.node())) {
            listen(network, answers, rows);
            ScenarioNode node = new ScenarioNode(scenario, kernel);
            PacketClient client = new PacketClient(network);
            boolean first = true;
            for (Path step : scenario.steps()) {
                node.play(step, first);
                first = false;
                SoftAssertions softly = new SoftAssertions();
                boolean sticky = hasAffinity(kernel);
                Predictions predictions = new Predictions(node, network.node());
                for (PacketRow row : rows(scenario, step)) {
                    Set<String> predicted = predictions.of(row);
                    Set<String> seen = check(softly, client, row, sticky);
                    predictions.compare(softly, scenario, row, predicted, seen, sticky);
                }
                softly.assertAll();
            }
        }
    }

    /** Sends a packet until its outcomes were seen, and returns the ones that were seen. */
    private static Set<String> check(
            SoftAssertions softly, PacketClient client, PacketRow row, boolean sticky)
            throws IOException {
        Set<String> seen = new TreeSet<>();
        int expected = row.becomes().size();
        boolean dropped = row.becomes().contains(PacketClient.DROPPED);
        int tries = dropped ? 1 : expected == 1 ? 2 : TRIES_PER_ENDPOINT * expected;
        for (int i = 0; i < tries && (sticky || seen.size() < expected); i++) {
            seen.add(client.send(row));
        }
        if (sticky && expected > 1) {
            softly.assertThat(seen).as("%s", row).hasSize(1).isSubsetOf(row.becomes());
        } else {
            softly.assertThat(seen).as("%s", row).isEqualTo(row.becomes());
        }
        return seen;
    }

    @AfterAll
    static void printPredictions() {
        Predictions.print();
    }

    private static boolean hasAffinity(NetlinkKernelTable kernel) throws Exception {
        return kernel.read().sets().values().stream()
                .anyMatch(set -> set.flags().contains(SetSpec.Flag.DYNAMIC));
    }

    /** Returns the packets that Java can send: not SCTP, and none from a VIP. */
    private static List<PacketRow> rows(Scenario scenario, Path step) throws IOException {
        String text = Files.readString(scenario.fileOf(step, "packets.txt"));
        return new PacketTable(text)
                .rows().stream()
                        .filter(row -> row.protocol() != Protocol.SCTP)
                        .filter(
                                row ->
                                        !row.isFromThisHost()
                                                || row.source().isLoopback()
                                                || ScenarioNode.ADDRESSES.contains(row.source()))
                        .toList();
    }

    private static void listen(PacketNetwork network, PacketServers answers, List<PacketRow> rows)
            throws IOException {
        Set<Integer> tcpPorts = new LinkedHashSet<>();
        Set<Endpoint> udp = new LinkedHashSet<>();
        for (PacketRow row : rows) {
            List<Endpoint> endpoints = new ArrayList<>(row.answering());
            endpoints.add(row.target());
            for (Endpoint endpoint : endpoints) {
                if (row.protocol() == Protocol.TCP) {
                    tcpPorts.add(endpoint.port());
                } else {
                    udp.add(endpoint);
                }
            }
        }
        for (int port : tcpPorts) {
            answers.tcp(network.node(), port);
            answers.tcp(network.world(), port);
        }
        for (Endpoint endpoint : udp) {
            answers.udp(network.world(), endpoint);
        }
        assertThat(tcpPorts.size() + udp.size()).as("ports that answer").isPositive();
    }

    private static NetlinkKernelTable open(NetworkNamespace namespace) throws IOException {
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            return NetlinkKernelTable.open(RenderSettings.TABLE);
        }
    }
}
