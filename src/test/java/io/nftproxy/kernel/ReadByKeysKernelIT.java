package io.nftproxy.kernel;

import static io.nftproxy.kernel.KernelFeature.ELEMENT_COUNTS;
import static io.nftproxy.testing.SyncWorld.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.diff.ExpectedKeys;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.render.ExpectedSlotKeys;
import io.nftproxy.core.render.StandardSet;
import io.nftproxy.testing.BigCluster;
import io.nftproxy.testing.ClusterEvents;
import io.nftproxy.testing.RandomCluster;
import io.nftproxy.testing.RandomCluster.Objects;
import io.nftproxy.testing.SyncWorld;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A table read by its keys equals the same table dumped. */
@Tag("kernel-ring")
class ReadByKeysKernelIT {
    private static final int SERVICES = 20;
    private static final int ENDPOINTS = 10;
    private static final String ENDPOINTS4 = StandardSet.ENDPOINTS.nameOf(IpFamily.IPV4);

    private SyncWorld world;

    @BeforeEach
    void open() throws Exception {
        world = new SyncWorld();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void endpointSlotsAreNotDumped(long seed) throws Exception {
        ELEMENT_COUNTS.assumePresent();
        world.full(ClusterEvents.between(Objects.none(), new RandomCluster(seed).next()));
        Ruleset dumped = world.read();
        WatchedCalls calls = WatchedCalls.open(world.namespace());

        Ruleset read = read(calls, new ExpectedSlotKeys());

        assertThat(sorted(read)).isEqualTo(sorted(dumped));
        assertThat(new HashSet<>(calls.asked())).isEqualTo(slotMapsIn(dumped));
        assertThat(calls.dumped()).doesNotContainAnyElementsOf(slotMapsIn(dumped));
        assertThat(world.restart()).isEqualTo(CommitReport.NOTHING);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    one more of a service   | add 172.30.0.1 . tcp . 80 . 10 : 10.64.0.9 . 8080
                    one of no service       | add 9.9.9.9 . tcp . 80 . 0 : 10.64.0.9 . 8080
                    one less                | delete 172.30.0.1 . tcp . 80 . 4
                    one for another         | delete 172.30.0.1 . tcp . 80 . 4 ;\
                                              add 172.30.0.1 . tcp . 80 . 77 : 10.64.0.9 . 8080
                    one for all other keys  | add * : 10.64.0.9 . 8080
                    one of a slot too large | add 172.30.0.1 . tcp . 80 . 4294967295 : 1.1.1.1 . 1
                    """)
    void mapWithUnexpectedKeysIsRefilled(String name, String commands) throws Exception {
        ELEMENT_COUNTS.assumePresent();
        fill();
        Ruleset ours = world.read();
        change(commands);
        assertThat(sorted(world.read())).isNotEqualTo(sorted(ours));
        WatchedCalls calls = WatchedCalls.open(world.namespace());

        Ruleset read = read(calls, new ExpectedSlotKeys());
        CommitReport repair = world.restart();

        assertThat(read.unread()).containsExactly(ENDPOINTS4);
        assertThat(read.elementsOf(ENDPOINTS4)).isEmpty();
        assertThat(calls.dumped()).doesNotContain(ENDPOINTS4);
        assertThat(repair.operations()).isEqualTo(1 + SERVICES * ENDPOINTS);
        assertThat(slots(world.read())).isEqualTo(slots(ours));
        assertThat(world.restart()).isEqualTo(CommitReport.NOTHING);
    }

    @Test
    void elementWithAnotherValueIsReplaced() throws Exception {
        ELEMENT_COUNTS.assumePresent();
        fill();
        Ruleset ours = world.read();
        change(
                "delete 172.30.0.1 . tcp . 80 . 4 ;"
                        + "add 172.30.0.1 . tcp . 80 . 4 : 6.6.6.6 . 666");

        CommitReport repair = world.restart();

        assertThat(repair.operations()).isEqualTo(2);
        assertThat(sorted(world.read())).isEqualTo(sorted(ours));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    false | add 9.9.9.9 . tcp . 80 . 0 : 10.64.0.9 . 8080
                    false | delete 172.30.0.1 . tcp . 80 . 4
                    true  | delete 172.30.0.1 . tcp . 80 . 4 ;\
                            add 172.30.0.1 . tcp . 80 . 4 : 6.6.6.6 . 666
                    """)
    void changeDuringTheReadIsNoticed(boolean isReplaced, String commands) throws Exception {
        ELEMENT_COUNTS.assumePresent();
        fill();
        WatchedCalls calls =
                WatchedCalls.open(world.namespace()).beforeKeys(() -> change(commands));

        Ruleset read = read(calls, new ExpectedSlotKeys());

        if (read.unread().isEmpty()) {
            assertThat(sorted(read)).isEqualTo(sorted(world.read()));
        }
        assertThat(read.unread().isEmpty()).isEqualTo(isReplaced);
        assertThat(calls.asked()).isNotEmpty();
    }

    @Test
    void mapIsRefilledIfTheKernelDoesNotCountElements() throws Exception {
        fill();
        WatchedCalls calls = WatchedCalls.open(world.namespace()).hidingCounts();

        Ruleset read = read(calls, new ExpectedSlotKeys());

        assertThat(read.unread()).containsExactly(ENDPOINTS4);
        assertThat(calls.asked()).isEmpty();
        assertThat(calls.dumped()).doesNotContain(ENDPOINTS4);
    }

    @Test
    void smallMapIsDumpedIfTheKernelDoesNotCountElements() throws Exception {
        fill();
        WatchedCalls calls = WatchedCalls.open(world.namespace()).hidingCounts();

        Ruleset read = read(calls, new ExpectedSlotKeys(), SERVICES * ENDPOINTS);

        assertThat(sorted(read)).isEqualTo(sorted(world.read()));
        assertThat(calls.dumped()).contains(ENDPOINTS4);
    }

    /** A map that is empty in the kernel and large by prediction. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void flushedMapIsRefilled(boolean counts) throws Exception {
        fill();
        Ruleset ours = world.read();
        new Nft(world.namespace()).run("flush", "map", "inet", "kube-proxy", ENDPOINTS4);
        WatchedCalls calls = WatchedCalls.open(world.namespace());

        Ruleset read =
                read(counts ? calls : calls.hidingCounts(), new ExpectedSlotKeys(), ENDPOINTS);
        world.restart();

        assertThat(read.elementsOf(ENDPOINTS4)).isEmpty();
        assertThat(calls.asked()).isEmpty();
        assertThat(slots(world.read())).isEqualTo(slots(ours));
    }

    @Test
    void smallReceiveBufferNeedsMoreRequests() throws Exception {
        ELEMENT_COUNTS.assumePresent();
        fill();
        WatchedCalls calls = WatchedCalls.open(world.namespace()).keepingRoom();

        Ruleset read = read(calls, new ExpectedSlotKeys());

        assertThat(sorted(read)).isEqualTo(sorted(world.read()));
        assertThat(calls.asked()).hasSizeGreaterThan(2);
        assertThat(calls.dumped()).doesNotContain(ENDPOINTS4);
    }

    @Test
    void mapWithoutAnExpectedKeyIsRefilled() throws Exception {
        ELEMENT_COUNTS.assumePresent();
        fill();
        WatchedCalls calls = WatchedCalls.open(world.namespace());

        Ruleset read = read(calls, new Wrong());

        assertThat(read.unread()).containsExactly(ENDPOINTS4);
        assertThat(calls.asked()).contains(ENDPOINTS4);
        assertThat(calls.dumped()).doesNotContain(ENDPOINTS4);
    }

    /** Returns as many keys as elements, of which the last does not exist. */
    private static final class Wrong implements ExpectedKeys {
        private final ExpectedKeys right = new ExpectedSlotKeys();

        @Override
        public boolean isKnown(SetSpec set) {
            return right.isKnown(set);
        }

        @Override
        public Collection<Bytes> of(SetSpec set, Ruleset read) {
            List<Bytes> keys = new ArrayList<>(right.of(set, read));
            keys.set(keys.size() - 1, Bytes.wrap(new byte[set.keyLengthBytes()]));
            return keys;
        }
    }

    private void fill() throws Exception {
        world.full(ClusterEvents.between(Objects.none(), BigCluster.of(SERVICES, ENDPOINTS)));
    }

    private void change(String commands) {
        StringBuilder ruleset = new StringBuilder();
        for (String command : commands.split(";")) {
            String[] words = command.strip().split(" ", 2);
            ruleset.append(words[0])
                    .append(" element inet kube-proxy ")
                    .append(ENDPOINTS4)
                    .append(" { ")
                    .append(words[1])
                    .append(" }\n");
        }
        new Nft(world.namespace()).load(ruleset.toString());
    }

    private Ruleset read(WatchedCalls calls, ExpectedKeys expected) throws Exception {
        return read(calls, expected, 0);
    }

    private Ruleset read(WatchedCalls calls, ExpectedKeys expected, int dumpedElements)
            throws Exception {
        NetlinkSocket socket = new NetlinkSocket(calls);
        try (NetlinkKernelTable table =
                KernelTests.open(world.namespace(), socket, TABLE, dumpedElements)) {
            return table.read(expected);
        }
    }

    /** Returns the endpoints of each frontend; a refill may number them anew. */
    private static Map<Bytes, Set<Object>> slots(Ruleset table) {
        Map<Bytes, Set<Object>> slots = new HashMap<>();
        for (Element element : table.elementsOf(ENDPOINTS4)) {
            Bytes frontend = element.key().slice(0, element.key().length() - Integer.BYTES);
            slots.computeIfAbsent(frontend, _ -> new HashSet<>()).add(element.value());
        }
        return slots;
    }

    private static Set<String> slotMapsIn(Ruleset table) {
        Set<String> names = new HashSet<>();
        for (StandardSet container : StandardSet.values()) {
            for (IpFamily family : IpFamily.values()) {
                String name = container.nameOf(family);
                if (name.contains("endpoints")
                        && container.spec(family).isMap()
                        && !table.elementsOf(name).isEmpty()) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** Returns the table with its elements sorted by key. */
    private static Ruleset sorted(Ruleset table) {
        SortedMap<String, List<Element>> elements = new TreeMap<>();
        table.elements()
                .forEach(
                        (name, list) ->
                                elements.put(
                                        name,
                                        list.stream()
                                                .sorted(Comparator.comparing(Element::key))
                                                .toList()));
        return new Ruleset(
                table.condition(), table.chains(), table.sets(), elements, table.unread());
    }
}
