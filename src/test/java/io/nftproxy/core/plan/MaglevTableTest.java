package io.nftproxy.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaglevTableTest {
    private static final int POOLS = 300;

    @ParameterizedTest
    @CsvSource({
        "1, 251",
        "25, 251",
        "26, 1021",
        "102, 1021",
        "103, 4093",
        "1000, 16381",
        "6552, 65521",
        "32760, 65521",
        "65000, 131071",
        "131069, 262139",
        "1048573, 1048573"
    })
    void tablesGrowWithTheNumberOfEndpoints(int endpoints, int slots) {
        assertThat(MaglevTable.size(endpoints)).isEqualTo(slots);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 25, 26, 250, 1_000, 65_000})
    void numbersOfSlotsDifferByAtMostOne(int count) {
        IntSummaryStatistics slots =
                MaglevTable.of(endpoints(count)).stream()
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                        .values()
                        .stream()
                        .mapToInt(Long::intValue)
                        .summaryStatistics();
        assertThat(slots.getCount()).isEqualTo(count);
        assertThat(slots.getMax() - slots.getMin()).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "10, 8", "25, 12", "27, 12", "102, 12"})
    void fewSlotsOfOtherEndpointsChangeIfOneLeaves(int count, int percent) {
        List<Endpoint> all = endpoints(count);
        int slots = MaglevTable.size(count);
        List<Integer> shares = all.stream().map(gone -> 100 * movedBy(gone, all) / slots).toList();
        assertThat(shares).hasSize(count).allMatch(share -> share <= percent);
    }

    /** Returns how many slots of other endpoints change if one leaves. */
    private static int movedBy(Endpoint gone, List<Endpoint> all) {
        List<Endpoint> rest = new ArrayList<>(all);
        rest.remove(gone);
        List<Endpoint> before = MaglevTable.of(all);
        List<Endpoint> after = MaglevTable.of(rest);
        int moved = 0;
        for (int slot = 0; slot < before.size(); slot++) {
            Endpoint had = before.get(slot);
            moved += had.equals(gone) || had.equals(after.get(slot)) ? 0 : 1;
        }
        return moved;
    }

    /** The mean of many pools: a single one may have half or one and a half of it. */
    @ParameterizedTest
    @CsvSource({"10, 5.7", "25, 8.0", "27, 4.1", "100, 3.5"})
    void theMeanShareOfOtherSlotsThatChange(int count, double percent) {
        Random random = new Random(1);
        double moved = 0;
        for (int pool = 0; pool < POOLS; pool++) {
            long first = random.nextInt(0x1000000);
            List<Endpoint> all =
                    LongStream.range(first, first + count)
                            .mapToObj(i -> new IpAddress(IpFamily.IPV4, 0, 0x0a000000 + i))
                            .map(address -> new Endpoint(address, 8080))
                            .toList();
            moved += movedBy(all.get(random.nextInt(count)), all);
        }
        assertThat(100 * moved / POOLS / MaglevTable.size(count)).isCloseTo(percent, within(0.5));
    }

    @Test
    void theTableDependsOnAddressesAndPortsOnly() {
        List<Endpoint> slots = MaglevTable.of(endpoints(10));

        assertThat(MaglevTable.of(endpoints(10))).isEqualTo(slots);
        assertThat(share(slots)).hasSize(10);
    }

    private static Map<Endpoint, Long> share(List<Endpoint> slots) {
        return slots.stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static List<Endpoint> endpoints(int count) {
        List<Endpoint> endpoints = new ArrayList<>();
        IntStream.range(0, count)
                .mapToObj(i -> "10.%d.%d.%d".formatted(i >> 16, i >> 8 & 0xff, i & 0xff))
                .forEach(address -> endpoints.add(new Endpoint(IpAddress.of(address), 8080)));
        Collections.sort(endpoints);
        return endpoints;
    }
}
