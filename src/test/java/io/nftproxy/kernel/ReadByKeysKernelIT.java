package io.nftproxy.kernel;

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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A table read by its keys equals the same table dumped. */
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
                    one that leads astray   | delete 172.30.0.1 . tcp . 80 . 4 ;\
                                              add 172.30.0.1 . tcp . 80 . 4 : 6.6.6.6 . 666
                    one for all other keys  | add * : 10.64.0.9 . 8080
                    one of a slot too large | add 172.30.0.1 . tcp . 80 . 4294967295 : 1.1.1.1 . 1
                    """)
    void changesOfAnotherProcessAreNoticedAndRepaired(String name, String commands)
            throws Exception {
        fill();
        Ruleset ours = world.read();
        change(commands);
        Ruleset dumped = world.read();

        Ruleset read = read(WatchedCalls.open(world.namespace()), new ExpectedSlotKeys());
        CommitReport repair = world.restart();

        assertThat(sorted(dumped)).isNotEqualTo(sorted(ours));
        assertThat(sorted(read)).isEqualTo(sorted(dumped));
        assertThat(repair.operations()).isBetween(1, 2);
        assertThat(sorted(world.read())).isEqualTo(sorted(ours));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add 9.9.9.9 . tcp . 80 . 0 : 10.64.0.9 . 8080",
                "delete 172.30.0.1 . tcp . 80 . 4",
                "delete 172.30.0.1 . tcp . 80 . 4 ;"
                        + "add 172.30.0.1 . tcp . 80 . 4 : 6.6.6.6 . 666",
            })
    void changeDuringTheReadIsNoticed(String commands) throws Exception {
        fill();
        WatchedCalls calls =
                WatchedCalls.open(world.namespace()).beforeKeys(() -> change(commands));

        Ruleset read = read(calls, new ExpectedSlotKeys());

        assertThat(sorted(read)).isEqualTo(sorted(world.read()));
        assertThat(calls.asked()).isNotEmpty();
    }

    @Test
    void dumpsIfTheKernelDoesNotCountElements() throws Exception {
        fill();
        WatchedCalls calls = WatchedCalls.open(world.namespace()).hidingCounts();

        Ruleset read = read(calls, new ExpectedSlotKeys());

        assertThat(sorted(read)).isEqualTo(sorted(world.read()));
        assertThat(calls.asked()).isEmpty();
        assertThat(calls.dumped()).contains(ENDPOINTS4);
    }

    @Test
    void smallReceiveBufferTakesMoreRequests() throws Exception {
        fill();
        WatchedCalls calls = WatchedCalls.open(world.namespace()).keepingRoom();

        Ruleset read = read(calls, new ExpectedSlotKeys());

        assertThat(sorted(read)).isEqualTo(sorted(world.read()));
        assertThat(calls.asked()).hasSizeGreaterThan(2);
        assertThat(calls.dumped()).doesNotContain(ENDPOINTS4);
    }

    @Test
    void dumpsIfTheExpectedKeysAreWrong() throws Exception {
        fill();
        WatchedCalls calls = WatchedCalls.open(world.namespace());

        Ruleset read = read(calls, new Wrong());

        assertThat(sorted(read)).isEqualTo(sorted(world.read()));
        assertThat(calls.asked()).contains(ENDPOINTS4);
        assertThat(calls.dumped()).contains(ENDPOINTS4);
    }

    /** Returns as many keys as elements, of which the last does not exist. */
    private static final class Wrong implements ExpectedKeys {
        private final ExpectedKeys right = new ExpectedSlotKeys();

        @Override
        public boolean isKnown(SetSpec set) {
            return right.isKnown(set);
        }

        @Override
        public Collection<Bytes> of(SetSpec set, long count, Ruleset read) {
            List<Bytes> keys = new ArrayList<>(right.of(set, count, read));
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
        NetlinkSocket socket = new NetlinkSocket(calls);
        try (NetlinkKernelTable table = KernelTests.readByKeys(world.namespace(), socket, TABLE)) {
            return table.read(expected);
        }
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
        return new Ruleset(table.condition(), table.chains(), table.sets(), elements);
    }
}
