package io.nftproxy.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.explain.Explainer;
import io.nftproxy.core.explain.Explanation;
import io.nftproxy.core.explain.KernelView;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.kernel.NetlinkKernelView;
import io.nftproxy.kernel.NetworkNamespace;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;

/** The predictions of {@code explain}, compared with the outcomes of real packets. */
final class Predictions {
    private static final Map<String, Count> COUNTS = new TreeMap<>();

    private final ScenarioNode node;
    private final NetworkNamespace namespace;

    /** The numbers of rows and of wrong predictions of a scenario. */
    private static final class Count {
        private int rows;
        private int mismatches;
    }

    Predictions(ScenarioNode node, NetworkNamespace namespace) {
        this.node = node;
        this.namespace = namespace;
    }

    /** Returns the possible outcomes, in the words of rows. */
    Set<String> of(PacketRow row) throws Exception {
        Explanation explanation = explain(row);
        checkReasons(row, explanation);
        Set<String> outcomes = new TreeSet<>();
        explanation.traces().forEach(trace -> outcomes.add(trace.outcome().toString()));
        return outcomes;
    }

    private Explanation explain(PacketRow row) throws Exception {
        try (NetworkNamespace.Scope _ = namespace.enter();
                KernelView kernel = NetlinkKernelView.open(RenderSettings.TABLE)) {
            return new Explainer(node.state(), kernel, Set.copyOf(ScenarioNode.ADDRESSES))
                    .explain(
                            row.target() + "/" + row.protocol(),
                            row.source().toString(),
                            row.through());
        }
    }

    /** A packet that reaches no endpoint has a reason, and so has each endpoint it cannot reach. */
    private static void checkReasons(PacketRow row, Explanation explanation) {
        boolean reaches = explanation.choices().stream().anyMatch(one -> one.probability() > 0);
        assertThat(explanation.cause() == null).as("%s: %s", row, explanation).isEqualTo(reaches);
        assertThat(explanation.choices())
                .as("%s", row)
                .allMatch(one -> one.probability() == 0 || one.unused() == null);
        if (reaches) {
            assertThat(explanation.choices())
                    .as("%s: %s", row, explanation.choices())
                    .allMatch(one -> one.probability() > 0 || one.unused() != null);
        }
    }

    /** Compares a prediction with the outcomes of the packets that were sent afterwards. */
    void compare(
            SoftAssertions softly,
            Scenario scenario,
            PacketRow row,
            Set<String> predicted,
            Set<String> seen,
            boolean sticky) {
        boolean same = sticky ? predicted.containsAll(seen) : predicted.equals(seen);
        Count count = COUNTS.computeIfAbsent(scenario.toString(), _ -> new Count());
        count.rows++;
        count.mismatches += same ? 0 : 1;
        softly.assertThat(same).as("%s: predicted %s, seen %s", row, predicted, seen).isTrue();
    }

    /** Prints the number of rows and mismatches of each scenario. */
    static void print() {
        System.out.printf("%-36s %5s %10s%n", "SCENARIO", "ROWS", "MISMATCHES");
        COUNTS.forEach(
                (name, count) ->
                        System.out.printf("%-36s %5d %10d%n", name, count.rows, count.mismatches));
        System.out.printf(
                "%-36s %5d %10d%n",
                "all",
                COUNTS.values().stream().mapToInt(count -> count.rows).sum(),
                COUNTS.values().stream().mapToInt(count -> count.mismatches).sum());
    }
}
