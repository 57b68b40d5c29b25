package io.nftproxy.core.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.ElementDiff;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.diff.TransactionBuilder;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.NftText;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.testing.FakeKernelTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IntervalsTest {
    private static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");

    @ParameterizedTest
    @CsvSource({
        "10.96.0.0/16, 10.96.0.0/16",
        "172.16.0.0/13 172.24.0.0/13, 172.16.0.0/12",
        "172.16.0.0/12 172.16.0.0/13 172.24.0.0/13, 172.16.0.0/12",
        "10.0.0.0/16 10.1.0.0/16 10.2.0.0/16, 10.0.0.0-10.2.255.255",
        "10.0.0.0/16 10.2.0.0/16, 10.0.0.0/16 10.2.0.0/16",
        "255.255.255.0/24, 255.255.255.0/24",
        "255.255.254.0/24 255.255.255.0/24, 255.255.254.0/23",
        "0.0.0.0/0, 0.0.0.0/0",
        "0.0.0.0/1 128.0.0.0/1, 0.0.0.0/0",
        "10.0.0.1/32 10.0.0.2/32, 10.0.0.1-10.0.0.2",
        "fd00::/65 fd00::8000:0:0:0/65, fd00::/64",
        "ffff::/16 fffe::/16, fffe::/15",
    })
    void networksThatTouchBecomeOneInterval(String networks, String intervals) {
        List<Cidr> cidrs = Stream.of(networks.split(" ")).map(Cidr::of).toList();
        SetSpec set = StandardSet.SERVICE_CIDRS.spec(cidrs.getFirst().family());
        assertThat(NftText.elements(set, Intervals.of(cidrs)))
                .containsExactly(intervals.split(" "));
    }

    @Test
    void noNetworksGiveNoElements() {
        assertThat(Intervals.of(List.of())).isEmpty();
    }

    /** The fake kernel rejects bounds that overlap, as the real one does. */
    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void anyNetworksCanReplaceAnyOthers(IpFamily family) throws Exception {
        Random random = new Random(7);
        SetSpec set = StandardSet.SERVICE_CIDRS.spec(family);
        FakeKernelTable kernel = new FakeKernelTable(TABLE);
        kernel.commit(
                new Transaction(
                        List.of(
                                new Operation.AddTable(TABLE, "test"),
                                new Operation.AddSet(TABLE, set))));
        List<Element> held = List.of();
        for (int i = 0; i < 2000; i++) {
            List<Element> wanted = Intervals.of(networks(family, random));
            TransactionBuilder transaction = new TransactionBuilder(TABLE);
            ElementDiff.between(set, held, wanted, transaction);
            kernel.commit(transaction.build());
            assertThat(kernel.ruleset().elementsOf(set.name()))
                    .containsExactlyInAnyOrderElementsOf(wanted);
            held = wanted;
        }
    }

    /**
     * Networks within 16 addresses at both ends of the family, so that most of them overlap or
     * touch.
     */
    private static List<Cidr> networks(IpFamily family, Random random) {
        List<Cidr> networks = new ArrayList<>();
        int bits = family.addressLengthBits();
        List<String> bases =
                family == IpFamily.IPV4
                        ? List.of("0.0.0.%d", "255.255.255.%d")
                        : List.of("::%x", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:%x");
        for (int i = random.nextInt(6); i > 0; i--) {
            int base = random.nextInt(2);
            int low = random.nextInt(16);
            int value = base == 0 ? low : (family == IpFamily.IPV4 ? 0xf0 : 0xfff0) + low;
            String address = bases.get(base).formatted(value);
            networks.add(Cidr.of(address + "/" + (bits - random.nextInt(5))));
        }
        return networks;
    }
}
