package io.nftproxy.core.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.Scheduler;
import org.junit.jupiter.api.Test;

class TotalsTest {
    private final Totals totals = new Totals();

    @Test
    void ofReturnsTheTotalAfterTheChange() {
        Totals.Changes changes = totals.changes();
        changes.add("service-ips4", 2);
        changes.add("service-ips4", 1);

        assertThat(changes.of("service-ips4")).isEqualTo(3);
        assertThat(totals.of("service-ips4")).isZero();
    }

    @Test
    void theNextChangeAddsToAcceptedTotals() {
        accept("service-ips4", 3);

        Totals.Changes next = totals.changes();
        next.add("service-ips4", -1);

        assertThat(totals.of("service-ips4")).isEqualTo(3);
        assertThat(next.of("service-ips4")).isEqualTo(2);
        assertThat(next.of("hairpin4")).isZero();
    }

    @Test
    void aChangeThatIsNotAcceptedChangesNoTotal() {
        accept("service-ips4", 3);

        totals.changes().add("service-ips4", -3);

        assertThat(totals.of("service-ips4")).isEqualTo(3);
        assertThat(totals.changes().of("service-ips4")).isEqualTo(3);
    }

    @Test
    void equalThingsAreCountedTogether() {
        accept(chain(2), 1);
        accept(chain(2), 1);
        accept(chain(3), 1);

        assertThat(totals.of(chain(2))).isEqualTo(2);
        accept(chain(2), -2);
        assertThat(totals.of(chain(2))).isZero();
    }

    private static SharedChain chain(int slots) {
        return new SharedChain(SharedChain.Kind.CLUSTER, slots, Scheduler.RANDOM, null);
    }

    private void accept(Object counted, int delta) {
        Totals.Changes changes = totals.changes();
        changes.add(counted, delta);
        changes.accept();
    }
}
