package io.nftproxy.kernel;

import static io.nftproxy.kernel.netlink.nftables.CompleteTable.RULESET;
import static io.nftproxy.kernel.netlink.nftables.CompleteTable.assertSame;
import static io.nftproxy.kernel.netlink.nftables.CompleteTable.creationOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.nft.Ruleset;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A committed table reads back equal, both here and with nft. */
@Tag("kernel-ring")
class NetlinkKernelTableKernelIT {
    @AutoClose private final KernelTestbed testbed = new KernelTestbed();

    @Test
    void tableIsAbsentBeforeTheFirstCommit() throws Exception {
        assertThat(testbed.table().read()).isEqualTo(Ruleset.ABSENT);
        assertThat(testbed.table().fills()).isEmpty();
        assertThat(KernelRequirements.accessProblem(testbed.table())).isEmpty();
    }

    @Test
    void nodeWithoutATableHasNoAccessProblem() throws Exception {
        assertThat(KernelRequirements.accessProblem(testbed.table())).isEmpty();
        assertThat(testbed.table().fills()).isEmpty();
    }

    @Test
    void committedTableIsReadBack() throws Exception {
        testbed.table().commit(creationOf(RULESET));

        assertSame(testbed.table().read(), RULESET);
    }

    @Test
    void nftListsTheCommittedTable() throws Exception {
        testbed.table().commit(creationOf(RULESET));

        assertThat(testbed.nft().listTable()).contains("map endpoints4", "set service-cidrs4");
    }

    @Test
    void nftListsTheCommittedTableAsJson() throws Exception {
        testbed.table().commit(creationOf(RULESET));

        assertThat(testbed.nft().run("-j", "list", "table", "inet", "kube-proxy"))
                .contains("\"endpoints4\"");
    }
}
