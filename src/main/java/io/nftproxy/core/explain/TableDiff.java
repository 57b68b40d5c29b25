package io.nftproxy.core.explain;

import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.NftText;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.render.RenderSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The difference between the kernel's table and the table that must be there, as nft text. A line
 * that only the kernel has begins with {@code -}, a missing line with {@code +}. The elements of
 * dynamic sets are not compared.
 */
public final class TableDiff {
    private TableDiff() {}

    /** Returns the sets and chains that differ, without lines that are in both tables. */
    public static List<String> between(Ruleset held, Ruleset wanted) {
        List<String> lines = new ArrayList<>();
        if (held.condition() != wanted.condition()) {
            lines.add("-table " + RenderSettings.TABLE + " " + state(held));
            lines.add("+table " + RenderSettings.TABLE + " " + state(wanted));
        }
        for (String name : names(held.sets().keySet(), wanted.sets().keySet())) {
            compareSet(name, held, wanted, lines);
        }
        for (String name : names(held.chains().keySet(), wanted.chains().keySet())) {
            Chain before = held.chains().get(name);
            Chain after = wanted.chains().get(name);
            if (!Objects.equals(before, after)) {
                compare("chain " + name, text(before), text(after), lines);
            }
        }
        return lines;
    }

    private static String state(Ruleset table) {
        return switch (table.condition()) {
            case ABSENT -> "does not exist";
            case ACTIVE -> "active";
            case DORMANT -> "dormant";
            case ALTERED -> "altered by another program";
        };
    }

    private static Set<String> names(Set<String> some, Set<String> more) {
        Set<String> names = new TreeSet<>(some);
        names.addAll(more);
        return names;
    }

    private static void compareSet(String name, Ruleset held, Ruleset wanted, List<String> lines) {
        SetSpec before = held.sets().get(name);
        SetSpec after = wanted.sets().get(name);
        SetSpec any = after == null ? before : after;
        if (any == null || before != null && before.equals(after) && any.isDynamic()) {
            return;
        }
        String heading = NftText.keyword(any) + " " + name;
        if (held.unread().contains(name)) {
            lines.add("-" + heading + " has other elements, too many to list");
        } else if (!any.equals(before)
                || !any.equals(after)
                || !elements(held, name).equals(elements(wanted, name))) {
            compare(heading, text(before, held), text(after, wanted), lines);
        }
    }

    private static Set<Element> elements(Ruleset table, String set) {
        return new HashSet<>(table.elementsOf(set));
    }

    private static void compare(
            String heading, Set<String> before, Set<String> after, List<String> lines) {
        lines.add(heading + " {");
        before.stream()
                .filter(line -> !after.contains(line))
                .forEach(line -> lines.add("-" + line));
        after.stream()
                .filter(line -> !before.contains(line))
                .forEach(line -> lines.add("+" + line));
        lines.add("}");
    }

    private static Set<String> text(@Nullable Chain chain) {
        return chain == null
                ? Set.of()
                : inner(Ruleset.of(List.of(chain), List.of(), new TreeMap<>()));
    }

    private static Set<String> text(@Nullable SetSpec set, Ruleset table) {
        if (set == null) {
            return Set.of();
        }
        TreeMap<String, List<Element>> elements = new TreeMap<>();
        if (!set.isDynamic()) {
            elements.put(set.name(), table.elementsOf(set.name()));
        }
        return inner(Ruleset.of(List.of(), List.of(set), elements));
    }

    /** Returns the lines of a table's only object, without its first and last one. */
    private static Set<String> inner(Ruleset one) {
        Set<String> lines = new LinkedHashSet<>();
        List<String> all = NftText.of(RenderSettings.TABLE, one).lines().toList();
        for (String line : all.subList(2, Math.max(2, all.size() - 2))) {
            lines.add("\t" + line.strip().replaceAll(",$", ""));
        }
        return lines;
    }
}
