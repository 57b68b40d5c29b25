package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Scheduler;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.plan.PodDetection;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.testing.FakeKernelTable;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The warm-up, against a table that rejects invalid transactions. */
class SyncWarmUpTest {
    private static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");

    @ParameterizedTest
    @EnumSource
    void warmUpRunsFullAndPartialSyncs(IpFamily family) throws Exception {
        NodeSettings policy =
                new NodeSettings(
                        "here",
                        List.of(family),
                        null,
                        new PodDetection.NodeCidr(),
                        true,
                        List.of(),
                        Scheduler.RANDOM);
        FakeKernelTable kernel = new FakeKernelTable(TABLE);

        new SyncWarmUp(policy, new RenderSettings(policy.families(), 0x4000, false), kernel).run();

        // Four syncs; two of them create chains, which are committed first.
        assertThat(kernel.committed()).hasSize(6);
        assertThat(kernel.committed())
                .anySatisfy(transaction -> assertHas(transaction, Operation.AddElements.class))
                .anySatisfy(transaction -> assertHas(transaction, Operation.DeleteElements.class));
    }

    private static void assertHas(Transaction transaction, Class<? extends Operation> kind) {
        assertThat(transaction.operations()).hasAtLeastOneElementOfType(kind);
    }
}
