package io.nftproxy.netlink.nftables;

import static io.nftproxy.netlink.nftables.Samples.AFFINITY4;
import static io.nftproxy.netlink.nftables.Samples.CLUSTER_IPS4;
import static io.nftproxy.netlink.nftables.Samples.SERVICE_CIDRS4;
import static io.nftproxy.netlink.nftables.Samples.SERVICE_IPS4;
import static io.nftproxy.netlink.nftables.Samples.TABLE;
import static io.nftproxy.netlink.nftables.TableOutline.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.diff.Operation;
import io.nftproxy.diff.Transaction;
import io.nftproxy.netlink.nftables.TableOutline.ChainOutline;
import io.nftproxy.netlink.nftables.TableOutline.SetOutline;
import io.nftproxy.ruleset.Bytes;
import io.nftproxy.ruleset.Chain;
import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.ElementValue;
import io.nftproxy.ruleset.Rule;
import io.nftproxy.ruleset.SetSpec;
import io.nftproxy.ruleset.TableRef;
import io.nftproxy.ruleset.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OutlineForecastTest {
    private static final ElementValue GOTO = new Verdict.Goto("cluster-2");
    private static final Rule RULE = Rule.of();

    private static final TableOutline BEFORE =
            new TableOutline(
                    1,
                    new TreeMap<>(Map.of("cluster-2", new ChainOutline(2, 5, List.of(8L, 9L)))),
                    new TreeMap<>(
                            Map.of(
                                    CLUSTER_IPS4.name(), new SetOutline(3, 10),
                                    SERVICE_IPS4.name(), new SetOutline(4, 20),
                                    SERVICE_CIDRS4.name(), new SetOutline(5, 2),
                                    AFFINITY4.name(), new SetOutline(6, UNKNOWN))));

    @Test
    void addedElementsAreCounted() {
        TableOutline after = after(add(CLUSTER_IPS4, element(1), element(2)));

        assertThat(after.sets().get(CLUSTER_IPS4.name())).isEqualTo(new SetOutline(3, 12));
        assertThat(after.chains()).isEqualTo(BEFORE.chains());
    }

    @Test
    void deletedElementsAreCounted() {
        TableOutline after = after(delete(CLUSTER_IPS4, element(1)));

        assertThat(after.sets().get(CLUSTER_IPS4.name())).isEqualTo(new SetOutline(3, 9));
    }

    @Test
    void verdictsUseTheirChains() {
        assertThat(use(after(add(SERVICE_IPS4, element(1, GOTO), element(2, Verdict.DROP)))))
                .isEqualTo(6);
        assertThat(use(after(delete(SERVICE_IPS4, element(1, GOTO))))).isEqualTo(4);
        assertThat(use(after(delete(SERVICE_IPS4, element(1)))))
                .as("the verdict of what is deleted is not given")
                .isEqualTo(UNKNOWN);
    }

    @Test
    void whatCannotBeForetoldIsNotGuessed() {
        assertThat(count(SERVICE_CIDRS4, after(add(SERVICE_CIDRS4, element(1)))))
                .isEqualTo(UNKNOWN);
        assertThat(count(AFFINITY4, after(add(AFFINITY4, element(1))))).isEqualTo(UNKNOWN);
        Operation destroy = new Operation.DestroyElements(TABLE, CLUSTER_IPS4, List.of(element(1)));
        assertThat(count(CLUSTER_IPS4, after(destroy))).isEqualTo(UNKNOWN);
        Operation flush = new Operation.FlushSet(TABLE, CLUSTER_IPS4.name());
        assertThat(count(CLUSTER_IPS4, after(flush))).isEqualTo(UNKNOWN);
        assertThat(use(after(flush))).isEqualTo(UNKNOWN);
    }

    @Test
    void rulesComeAndGo() {
        Operation addRule = new Operation.AddRule(TABLE, "cluster-2", RULE);

        assertThat(rules(after(addRule))).containsExactly(8L, 9L, UNKNOWN);
        assertThat(rules(after(new Operation.DeleteRule(TABLE, "cluster-2", 8))))
                .containsExactly(9L);
        assertThat(rules(after(new Operation.FlushChain(TABLE, "cluster-2"), addRule)))
                .containsExactly(UNKNOWN);
        assertThat(use(after(addRule))).isEqualTo(UNKNOWN);
    }

    @Test
    void chainsAndSetsComeAndGo() {
        TableOutline more =
                after(
                        new Operation.AddChain(TABLE, Chain.of("cluster-3")),
                        new Operation.AddSet(TABLE, Samples.ENDPOINTS4));
        TableOutline less =
                after(
                        new Operation.DeleteChain(TABLE, "cluster-2"),
                        new Operation.DeleteSet(TABLE, CLUSTER_IPS4.name()));

        assertThat(more.chains().keySet()).containsExactly("cluster-2", "cluster-3");
        assertThat(more.sets()).hasSize(5).containsKey("endpoints4");
        assertThat(less.chains()).isEmpty();
        assertThat(less.sets()).hasSize(3).doesNotContainKey(CLUSTER_IPS4.name());
    }

    @Test
    void whatIsThereAlreadyStaysWhenAdded() {
        TableOutline after =
                after(
                        new Operation.AddTable(TABLE, ""),
                        new Operation.AddChain(TABLE, Chain.of("cluster-2")),
                        new Operation.AddSet(TABLE, CLUSTER_IPS4));

        assertThat(after).isEqualTo(BEFORE);
    }

    @Test
    void aTableMadeAnewHasOtherHandles() {
        TableOutline after =
                after(new Operation.DeleteTable(TABLE), new Operation.AddTable(TABLE, ""));

        assertThat(after).isEqualTo(new TableOutline(UNKNOWN, new TreeMap<>(), new TreeMap<>()));
        assertThat(after(new Operation.DeleteTable(TABLE))).isEqualTo(TableOutline.ABSENT);
    }

    @Test
    void otherTablesDoNotMatter() {
        TableRef other = new TableRef(TableRef.Family.IP, "kube-proxy");

        assertThat(after(new Operation.DeleteTable(other))).isEqualTo(BEFORE);
        assertThat(isOnlyElements(new Operation.DeleteTable(other))).isTrue();
    }

    @Test
    void transactionsOfElementsAreToldFromOthers() {
        assertThat(isOnlyElements(add(CLUSTER_IPS4, element(1)))).isTrue();
        assertThat(isOnlyElements(new Operation.FlushSet(TABLE, "s"))).isTrue();
        assertThat(isOnlyElements(new Operation.FlushChain(TABLE, "c"))).isFalse();
        assertThat(isOnlyElements(new Operation.AddSet(TABLE, CLUSTER_IPS4))).isFalse();
    }

    @Test
    void unknownMatchesAnythingAndNothingElseDoes() {
        TableOutline forecast = after(new Operation.AddRule(TABLE, "cluster-2", RULE));
        ChainOutline found = new ChainOutline(2, 7, List.of(8L, 9L, 30L));

        assertThat(forecast.matches(withChain("cluster-2", found))).isTrue();
        assertThat(forecast.matches(BEFORE)).isFalse();
        assertThat(BEFORE.matches(BEFORE)).isTrue();
        assertThat(BEFORE.matches(withChain("cluster-3", found))).isFalse();
        assertThat(
                        forecast.matches(
                                withChain(
                                        "cluster-2",
                                        new ChainOutline(2, 7, List.of(8L, 10L, 30L)))))
                .isFalse();
        assertThat(BEFORE.matches(after(add(CLUSTER_IPS4, element(1))))).isFalse();
        assertThat(BEFORE.matches(TableOutline.ABSENT)).isFalse();
    }

    private static TableOutline withChain(String name, ChainOutline chain) {
        return new TableOutline(1, new TreeMap<>(Map.of(name, chain)), BEFORE.sets());
    }

    private static TableOutline after(Operation... operations) {
        return OutlineForecast.after(BEFORE, TABLE, new Transaction(List.of(operations)));
    }

    private static boolean isOnlyElements(Operation operation) {
        return OutlineForecast.onlyElements(TABLE, new Transaction(List.of(operation)));
    }

    private static Operation add(SetSpec set, Element... elements) {
        return new Operation.AddElements(TABLE, set, List.of(elements));
    }

    private static Operation delete(SetSpec set, Element... elements) {
        return new Operation.DeleteElements(TABLE, set, List.of(elements));
    }

    private static Element element(int key) {
        return Element.of(Bytes.ofInt(key));
    }

    private static Element element(int key, ElementValue value) {
        return Element.of(Bytes.ofInt(key), value);
    }

    private static long use(TableOutline outline) {
        return outline.chains().firstEntry().getValue().use();
    }

    private static List<Long> rules(TableOutline outline) {
        return outline.chains().firstEntry().getValue().rules();
    }

    private static long count(SetSpec set, TableOutline outline) {
        SetOutline found = outline.sets().get(set.name());
        return found == null ? 0 : found.count();
    }
}
