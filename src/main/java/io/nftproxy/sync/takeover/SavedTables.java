package io.nftproxy.sync.takeover;

import io.nftproxy.core.nft.SharedTable;
import io.nftproxy.core.nft.TableRef;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of {@code iptables-save}, and the text for {@code iptables-restore --noflush} that takes
 * kube-proxy's part away. A rule's handle is the number of its line.
 */
final class SavedTables {
    private static final String NO_POLICY = "-";

    /** A jump is the last target of a line; quoted text before it may hold anything. */
    private static final Pattern RULE =
            Pattern.compile(
                    "-A (\\S+)(?: (?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\" ]\\S*))*?(?: -[jg] (\\S+).*)?");

    private final List<String> lines;
    private final TableRef.Family family;
    private final List<SharedTable> tables = new ArrayList<>();

    private SavedTables(TableRef.Family family, String text) {
        this.family = family;
        this.lines = text.lines().toList();
    }

    static SavedTables parse(TableRef.Family family, String text) {
        SavedTables saved = new SavedTables(family, text);
        saved.parse();
        return saved;
    }

    private void parse() {
        SortedMap<String, SharedTable.Chain> chains = new TreeMap<>();
        SortedMap<String, List<SharedTable.Rule>> rules = new TreeMap<>();
        String table = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("*")) {
                table = line.substring(1);
            } else if (line.startsWith(":")) {
                String[] words = line.substring(1).split(" ");
                boolean base = words.length > 1 && !words[1].equals(NO_POLICY);
                boolean drops = base && words[1].equals("DROP");
                chains.put(words[0], new SharedTable.Chain(words[0], base, drops, 0, List.of()));
            } else if (line.startsWith("-A ")) {
                Matcher rule = RULE.matcher(line);
                if (rule.matches()) {
                    rules.computeIfAbsent(rule.group(1), _ -> new ArrayList<>())
                            .add(new SharedTable.Rule(i, rule.group(2)));
                }
            } else if (line.equals("COMMIT")) {
                chains.replaceAll((name, chain) -> withRules(chain, rules.get(name)));
                tables.add(new SharedTable(new TableRef(family, table), chains));
                chains.clear();
                rules.clear();
            }
        }
    }

    private static SharedTable.Chain withRules(
            SharedTable.Chain chain,
            @org.jspecify.annotations.Nullable List<SharedTable.Rule> rules) {
        return new SharedTable.Chain(
                chain.name(),
                chain.base(),
                chain.dropsByDefault(),
                0,
                rules == null ? List.of() : rules);
    }

    /** The tables, in the order of the text. */
    List<SharedTable> tables() {
        return List.copyOf(tables);
    }

    /** What can leave, one for each table that holds something. */
    List<Departure> departures() {
        return tables.stream()
                .map(DeparturePlanner::plan)
                .filter(departure -> !departure.isEmpty())
                .toList();
    }

    /** The text that does it. A chain that is named in such a text loses its rules. */
    String removal() {
        StringBuilder text = new StringBuilder();
        for (Departure departure : departures()) {
            text.append('*').append(departure.table().name()).append('\n');
            departure.emptied().forEach(chain -> text.append(":%s - [0:0]\n".formatted(chain)));
            for (Departure.Jump jump : departure.jumps()) {
                String rule = lines.get((int) jump.handle());
                text.append("-D").append(rule.substring(2)).append('\n');
            }
            departure.deleted().forEach(chain -> text.append("-X %s\n".formatted(chain)));
            text.append("COMMIT\n");
        }
        return text.toString();
    }
}
