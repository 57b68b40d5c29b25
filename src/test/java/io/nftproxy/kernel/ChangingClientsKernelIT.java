package io.nftproxy.kernel;

import static io.nftproxy.kernel.netlink.nftables.CompleteTable.RULESET;
import static io.nftproxy.kernel.netlink.nftables.CompleteTable.TABLE;
import static io.nftproxy.kernel.netlink.nftables.CompleteTable.creationOf;
import static io.nftproxy.kernel.netlink.nftables.Samples.AFFINITY4;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.ElementValue;
import io.nftproxy.testing.Hex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Affinity clients that expire, or that packets add, while the proxy reads and deletes others. */
@Tag("kernel-ring")
class ChangingClientsKernelIT {
    private static final int EXPIRING = 10_000;
    private static final int KNOWN = 30_000;
    private static final int OTHERS = 35_000;
    private static final long PAUSE_NANOS = 1_000_000;
    private static final Bytes ENDPOINT = Hex.bytes("0af40107 00500000");

    @AutoClose private final KernelTestbed testbed = new KernelTestbed();

    @BeforeEach
    void commitOurTable() throws Exception {
        testbed.table().commit(creationOf(RULESET));
    }

    /** One expires each millisecond, so some do so between each read and its commit. */
    @ParameterizedTest(name = "with destroy messages: {0}")
    @ValueSource(booleans = {false, true})
    void clientsThatExpireMeanwhileDoNotPreventTheDeletion(boolean canDestroy) throws Exception {
        if (canDestroy) {
            KernelFeature.DESTROY_MESSAGES.assumePresent();
        }
        List<Element> clients = clients(0, EXPIRING);
        List<Operation> learned = new ArrayList<>();
        for (int i = 0; i < EXPIRING; i++) {
            List<Element> one = List.of(clients.get(i));
            learned.add(new Operation.AddElements(TABLE, AFFINITY4, one, i + 1));
        }
        learned.add(new Operation.AddElements(TABLE, AFFINITY4, clients(EXPIRING, EXPIRING + 1)));
        try (NetlinkKernelTable table = testbed.openTable(canDestroy)) {
            table.commit(new Transaction(learned));

            table.commit(
                    new Transaction(
                            List.of(new Operation.DestroyElements(TABLE, AFFINITY4, clients))));

            assertThat(table.readElements(AFFINITY4)).isEqualTo(clients(EXPIRING, EXPIRING + 1));
        }
    }

    @Test
    void clientsAreReadWhileOthersAreAdded() throws Exception {
        List<Element> known = clients(0, KNOWN);
        testbed.table().commit(addition(known));
        readWhile(known, client -> new Operation.AddElements(TABLE, AFFINITY4, client));
    }

    /** Stands for expiry, of which the kernel sends no notification either. */
    @Test
    void clientsAreReadWhileOthersAreDeleted() throws Exception {
        List<Element> known = clients(0, KNOWN);
        testbed.table().commit(addition(known));
        testbed.table().commit(addition(clients(KNOWN, KNOWN + OTHERS)));
        readWhile(known, client -> new Operation.DeleteElements(TABLE, AFFINITY4, client));
    }

    private void readWhile(List<Element> known, Function<List<Element>, Operation> change)
            throws Exception {
        Thread packets = new Thread(() -> changeOneByOne(change), "packets");
        packets.start();
        try {
            for (int i = 0; i < 3; i++) {
                List<Element> read = testbed.table().readElements(AFFINITY4);

                Set<Element> distinct = new HashSet<>(read);
                assertThat(distinct).hasSameSizeAs(read);
                assertThat(known).filteredOn(client -> !distinct.contains(client)).isEmpty();
            }
            assertThat(packets.isAlive()).isTrue();
        } finally {
            packets.interrupt();
            packets.join();
        }
    }

    private void changeOneByOne(Function<List<Element>, Operation> change) {
        try (NetlinkKernelTable other = testbed.openTable(false)) {
            for (int i = KNOWN; i < KNOWN + OTHERS && !Thread.interrupted(); i++) {
                other.commit(new Transaction(List.of(change.apply(clients(i, i + 1)))));
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (KernelFailure e) {
            throw new IllegalStateException(e);
        }
    }

    private static Transaction addition(List<Element> clients) {
        return new Transaction(List.of(new Operation.AddElements(TABLE, AFFINITY4, clients)));
    }

    private static List<Element> clients(int from, int to) {
        List<Element> clients = new ArrayList<>();
        for (int i = from; i < to; i++) {
            clients.add(Element.of(Bytes.ofInt(0x0a000000 + i), new ElementValue.Data(ENDPOINT)));
        }
        return clients;
    }
}
