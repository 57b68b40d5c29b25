package io.nftproxy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.CommitUnknown;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.TableChanged;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.testing.KernelDecisions.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FakeKernelTableTest {
    private static final Transaction CHANGE =
            new Transaction(
                    List.of(new Operation.AddChain(KernelDecisions.TABLE, Chain.of("new"))));

    private final FakeKernelTable kernel = new FakeKernelTable(KernelDecisions.TABLE);

    static List<Decision> decisions() {
        return KernelDecisions.all();
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void decidesAsTheKernelDoes(Decision decision) throws KernelFailure {
        kernel.commit(KernelDecisions.before());
        Ruleset before = kernel.ruleset();
        assertThat(outcome(kernel, decision)).isEqualTo(decision.decision());
        if (!decision.decision().equals(KernelDecisions.ACCEPTED)) {
            assertThat(kernel.ruleset()).isEqualTo(before);
        }
    }

    /** Returns {@link KernelDecisions#ACCEPTED} or the name of the error. */
    static String outcome(KernelTable kernel, Decision decision) throws KernelFailure {
        try {
            kernel.commit(new Transaction(decision.operations()));
            return KernelDecisions.ACCEPTED;
        } catch (CommitRejected rejected) {
            return String.valueOf(rejected.getMessage()).replaceAll("(?s).*: (E[A-Z]+).*", "$1");
        }
    }

    @Test
    void losesTheAcknowledgementOfAnAppliedCommit() throws KernelFailure {
        kernel.commit(KernelDecisions.before());
        kernel.loseNextAnswer(true);
        assertThatExceptionOfType(CommitUnknown.class).isThrownBy(() -> kernel.commit(CHANGE));
        assertThat(kernel.foreignChange()).isEmpty();
        assertThatExceptionOfType(TableChanged.class).isThrownBy(() -> kernel.commit(CHANGE));
        assertThat(kernel.read().chains()).containsKey("new");
        kernel.commit(CHANGE);
    }

    @Test
    void losesTheAcknowledgementOfACommitThatWasNotApplied() throws KernelFailure {
        kernel.commit(KernelDecisions.before());
        kernel.loseNextAnswer(false);
        assertThatExceptionOfType(CommitUnknown.class).isThrownBy(() -> kernel.commit(CHANGE));
        assertThat(kernel.read().chains()).doesNotContainKey("new");
    }

    @Test
    void rejectsTheNextCommitOnRequest() throws KernelFailure {
        kernel.commit(KernelDecisions.before());
        kernel.rejectNext(12, "ENOMEM");
        assertThatExceptionOfType(CommitRejected.class)
                .isThrownBy(() -> kernel.commit(CHANGE))
                .withMessageContaining("ENOMEM");
        kernel.commit(CHANGE);
        assertThat(kernel.committed()).containsExactly(KernelDecisions.before(), CHANGE);
        assertThat(kernel.operations()).isEqualTo(KernelDecisions.before().size() + 1);
    }

    @Test
    void reportsChangesOfOtherProcesses() throws KernelFailure {
        kernel.commit(KernelDecisions.before());
        kernel.commitByOther(CHANGE);
        assertThat(kernel.foreignChange()).isPresent();
        assertThatExceptionOfType(TableChanged.class).isThrownBy(() -> kernel.commit(CHANGE));
        kernel.read();
        assertThat(kernel.foreignChange()).isEmpty();
        assertThat(kernel.reads()).isEqualTo(1);
    }
}
