package io.nftproxy.sync.takeover;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.ForeignTable;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.render.Nft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The output of {@code iptables-save}. A rule's handle is its line number, from 0.
 *
 * <pre>
 * *nat
 * :PREROUTING ACCEPT [1:60]
 * -A PREROUTING -m comment --comment "service portals" -j KUBE-SERVICES
 * COMMIT
 * </pre>
 */
final class SavedTables {
    /** A rule with its chain and the target of its last jump; quoted text may contain anything. */
    private static final Pattern RULE =
            Pattern.compile(
                    "-A (\\S+)(?: (?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\" ]\\S*))*?(?: -[jg] (\\S+).*)?");

    /** The policy of a chain that is not a base chain. */
    private static final String NO_POLICY = "-";

    private final List<String> lines;
    private final List<ForeignTable> tables = new ArrayList<>();

    private SavedTables(List<String> lines) {
        this.lines = lines;
    }

    static SavedTables parse(IpFamily family, String text) {
        SavedTables saved = new SavedTables(text.lines().toList());
        saved.parse(Nft.family(family));
        return saved;
    }

    private void parse(TableRef.Family family) {
        String table = "";
        Map<String, String> policies = new HashMap<>();
        Map<String, List<ForeignTable.Rule>> rules = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher rule = RULE.matcher(line);
            if (line.startsWith("*")) {
                table = line.substring(1);
            } else if (line.startsWith(":")) {
                String[] words = line.substring(1).split(" ");
                policies.put(words[0], words.length > 1 ? words[1] : NO_POLICY);
            } else if (rule.matches()) {
                rules.computeIfAbsent(rule.group(1), _ -> new ArrayList<>())
                        .add(new ForeignTable.Rule(i, rule.group(2)));
            } else if (line.equals("COMMIT")) {
                tables.add(table(new TableRef(family, table), policies, rules));
                policies.clear();
                rules.clear();
            }
        }
    }

    private static ForeignTable table(
            TableRef table,
            Map<String, String> policies,
            Map<String, List<ForeignTable.Rule>> rules) {
        SortedMap<String, ForeignTable.Chain> chains = new TreeMap<>();
        policies.forEach(
                (name, policy) ->
                        chains.put(
                                name,
                                new ForeignTable.Chain(
                                        name,
                                        !policy.equals(NO_POLICY),
                                        policy.equals("DROP"),
                                        0,
                                        rules.getOrDefault(name, List.of()))));
        return new ForeignTable(table, chains);
    }

    /** Returns the tables, in the order of the text. */
    List<ForeignTable> tables() {
        return List.copyOf(tables);
    }

    /** Returns what to remove of kube-proxy's, by table; only non-empty removals. */
    List<ChainRemoval> removals() {
        return tables.stream()
                .map(ChainRemovalPlanner::plan)
                .filter(removal -> !removal.isEmpty())
                .toList();
    }

    /**
     * Returns the input for {@code iptables-restore --noflush} that does the removals. Declaring a
     * chain, {@code :KUBE-SERVICES - [0:0]}, flushes it.
     */
    String removalText() {
        StringBuilder text = new StringBuilder();
        for (ChainRemoval removal : removals()) {
            text.append('*').append(removal.table().name()).append('\n');
            removal.emptied().forEach(chain -> text.append(":%s - [0:0]\n".formatted(chain)));
            for (ChainRemoval.Jump jump : removal.jumps()) {
                String rule = lines.get((int) jump.handle());
                text.append("-D").append(rule.substring(2)).append('\n');
            }
            removal.deleted().forEach(chain -> text.append("-X %s\n".formatted(chain)));
            text.append("COMMIT\n");
        }
        return text.toString();
    }
}
