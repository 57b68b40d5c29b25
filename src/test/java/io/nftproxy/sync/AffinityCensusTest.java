package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.SetFill;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AffinityCensusTest {
    private final List<String> reported = new ArrayList<>();
    private final AffinityCensus census =
            new AffinityCensus(
                    (clients, full) -> reported.add(clients + " clients, " + full + " full"));

    @Test
    void clientsAndFullMapsAreCounted() {
        census.counted(
                List.of(
                        new SetFill("affinity4-default/web/http/tcp", 7, 8),
                        new SetFill("affinity-local4-default/web/http/tcp", 8, 8),
                        new SetFill("affinity6-default/web/http/tcp", 3, 8)));
        assertThat(reported).containsExactly("18 clients, 1 full");
    }

    @Test
    void portMapOfIpv6ClientsIsNotCounted() {
        census.counted(
                List.of(
                        new SetFill("affinity6-default/web/http/tcp", 8, 8),
                        new SetFill("affinity-port6-default/web/http/tcp", 8, 8),
                        new SetFill("affinity-local-port6-default/web/http/tcp", 8, 8)));
        assertThat(reported).containsExactly("8 clients, 1 full");
    }

    /** Some clients have expired, and the next packets take their places. */
    @Test
    void mapThatIsFullButForExpiredClientsIsFull() {
        assertThat(new SetFill("affinity4-default/web/http/tcp", 65_000, 65_536).isFull()).isTrue();
        assertThat(new SetFill("affinity4-default/web/http/tcp", 64_000, 65_536).isFull())
                .isFalse();
    }

    @Test
    void mapWithoutLimitIsNeverFull() {
        assertThat(new SetFill("affinity4-default/web/http/tcp", 1_000_000, 0).isFull()).isFalse();
    }
}
