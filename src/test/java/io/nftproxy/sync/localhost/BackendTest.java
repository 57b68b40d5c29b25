package io.nftproxy.sync.localhost;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.sync.localhost.Backend.Pool;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The choice of an endpoint for a new connection. */
class BackendTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Endpoint A = new Endpoint(IpAddress.of("10.0.0.1"), 80);
    private static final Endpoint B = new Endpoint(IpAddress.of("10.0.0.2"), 80);
    private static final Endpoint C = new Endpoint(IpAddress.of("10.0.0.3"), 80);

    @Test
    void choosesAtRandomWithoutAffinity() {
        Backend backend = new Backend(new Pool(List.of(A, B, C), 0));
        backend.connected(A, 0);

        assertThat(firsts(backend, 1)).containsExactlyInAnyOrder(A, B, C);
        assertThat(backend.candidates(1)).containsExactlyInAnyOrder(A, B, C);
    }

    @Test
    void keepsTheEndpointUntilTheTimeoutAfterTheLastConnection() {
        Backend backend = new Backend(new Pool(List.of(A, B, C), 10));
        backend.connected(B, 0);
        assertThat(firsts(backend, 9 * SECOND)).containsExactly(B);

        backend.connected(B, 9 * SECOND);
        assertThat(firsts(backend, 18 * SECOND)).as("restarted by a connection").containsExactly(B);
        assertThat(firsts(backend, 20 * SECOND)).as("over").hasSize(3);
    }

    @Test
    void removedEndpointIsNotUsed() {
        Backend backend = new Backend(new Pool(List.of(A, B), 10));
        backend.connected(B, 0);
        backend.replace(new Pool(List.of(A, C), 10));

        assertThat(firsts(backend, 1)).containsExactlyInAnyOrder(A, C);
    }

    private static Set<Endpoint> firsts(Backend backend, long now) {
        Set<Endpoint> firsts = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            firsts.add(backend.candidates(now).getFirst());
        }
        return firsts;
    }
}
