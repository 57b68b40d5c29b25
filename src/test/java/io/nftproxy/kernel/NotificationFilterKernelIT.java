package io.nftproxy.kernel;

import static io.nftproxy.kernel.netlink.nftables.CompleteTable.RULESET;
import static io.nftproxy.kernel.netlink.nftables.CompleteTable.TABLE;
import static io.nftproxy.kernel.netlink.nftables.CompleteTable.creationOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.nftables.NftMessage;
import java.nio.ByteBuffer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter of notifications on a real kernel, within the memory that the kernel allows. */
@Tag("kernel-ring")
class NotificationFilterKernelIT {
    /** {@code net.core.optmem_max} before Linux 6.8. */
    private static final int OLD_LIMIT_BYTES = 20_480;

    private static final int NFTABLES_GROUP = 7;
    private static final TableRef SHORT_NAME = new TableRef(TableRef.Family.IP, "t");

    private final NetworkNamespace namespace = KernelTests.freshNamespace();
    private final Nft nft = new Nft(namespace);

    @AfterEach
    void close() {
        namespace.close();
    }

    /** Smaller limits stand for hosts that lower the sysctl; the last leaves no room at all. */
    @ParameterizedTest(name = "optmem_max={0}")
    @ValueSource(ints = {OLD_LIMIT_BYTES, 5000, 1000, 100})
    void changesAreNoticedWithLittleMemory(int bytes) throws Exception {
        limit(bytes);
        try (NetworkNamespace.Scope _ = namespace.enter();
                NetlinkKernelTable table = NetlinkKernelTable.open(TABLE)) {
            table.commit(creationOf(RULESET));
            assertThat(table.foreignChange()).isEmpty();

            nft.run("flush", "set", "inet", "kube-proxy", "cluster-ips4");

            assertThat(table.foreignChange()).isPresent();
        }
    }

    @Test
    void filterForSmallPagesFitsTheMemoryOfOldKernels() throws Exception {
        limit(OLD_LIMIT_BYTES);
        for (TableRef table : new TableRef[] {TABLE, SHORT_NAME}) {
            listening(table, NotificationFilter.SMALL_PAGE_MESSAGES).close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"inet calico", "inet kube-prox", "inet kube-proxyd"})
    void elementsOfOtherTablesAreDropped(String other) throws Exception {
        try (LinuxSocketCalls calls = listening(TABLE)) {
            load(other, 5000);

            assertThat(datagrams(calls)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kube-proxy", "proxy", "abc", "t"})
    void elementsOfTheTablePass(String name) throws Exception {
        TableRef table = new TableRef(TableRef.Family.IP, name);
        try (LinuxSocketCalls calls = listening(table)) {
            load(table.toString(), 1);

            assertThat(datagrams(calls)).isGreaterThan(1);
        }
    }

    private void limit(int bytes) {
        new NamespaceCommands(namespace)
                .run(
                        "sh",
                        "-c",
                        "f=/proc/sys/net/core/optmem_max; [ ! -e $f ] || echo %d >$f"
                                .formatted(bytes));
    }

    /** Listens with as much of the filter as the kernel's default limit allows. */
    private LinuxSocketCalls listening(TableRef table) throws Exception {
        try {
            return listening(table, NotificationFilter.MAX_MESSAGES);
        } catch (NetlinkException _) {
            return listening(table, NotificationFilter.SMALL_PAGE_MESSAGES);
        }
    }

    private LinuxSocketCalls listening(TableRef table, int messages) throws Exception {
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            LinuxSocketCalls calls = LinuxSocketCalls.open(NetlinkSocket.NETLINK_NETFILTER);
            calls.attachFilter(NotificationFilter.program(table, 1, NftMessage.NEWGEN, messages));
            calls.join(NFTABLES_GROUP);
            return calls;
        }
    }

    private void load(String table, int elements) {
        String keys =
                IntStream.rangeClosed(1, elements)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(", "));
        nft.load(
                "add table %1$s\nadd set %1$s marks { type mark; elements = { %2$s } }\n"
                        .formatted(table, keys));
    }

    private static int datagrams(LinuxSocketCalls calls) {
        ByteBuffer buffer = LibC.buffer(1 << 14);
        int count = 0;
        while (calls.receive(buffer) > 0) {
            count++;
        }
        return count;
    }
}
