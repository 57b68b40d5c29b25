package io.nftproxy.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.ApiClient;
import io.nftproxy.api.ApiResponse;
import io.nftproxy.api.TestClient;
import io.nftproxy.api.decode.ReadProblem;
import io.nftproxy.core.cluster.ClusterDelta;
import io.nftproxy.sync.ChangeInbox;
import io.nftproxy.sync.ChangeInbox.Source;
import io.nftproxy.sync.LoopClock;
import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.FaultyApiServer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lists of 10,000 Services with 10 endpoints each. */
class LargeListTest {
    private static final int SERVICES = 10_000;
    private static final int ENDPOINTS = 10;

    @Test
    void tenThousandServicesAreRead() throws Exception {
        try (FaultyApiServer server = FaultyApiServer.start()) {
            for (int i = 0; i < SERVICES; i++) {
                server.put(ApiResource.SERVICES, ClusterJson.serviceNumber(i));
                server.put(
                        ApiResource.ENDPOINT_SLICES,
                        ClusterJson.slice("svc-" + i + "-1", "svc-" + i, i, ENDPOINTS));
            }
            ApiClient api = TestClient.client(server.url());
            ChangeInbox inbox =
                    new ChangeInbox(EnumSet.of(Source.SERVICES), Map.of(), LoopClock.system());

            read(WatchedKind.services(inbox, LargeListTest::fail), api);
            read(WatchedKind.endpointSlices(inbox, LargeListTest::fail), api);

            ClusterDelta delta = inbox.take();
            assertThat(delta.services()).hasSize(SERVICES);
            List<String> nodeNames = nodeNames(delta);
            assertThat(nodeNames).hasSize(SERVICES * ENDPOINTS);
            Map<String, Boolean> copies = new IdentityHashMap<>();
            nodeNames.forEach(name -> copies.put(name, true));
            assertThat(copies).as("copies of the names of 100 nodes").hasSizeLessThan(200);
        }
    }

    private static List<String> nodeNames(ClusterDelta delta) {
        return delta.slices().values().stream()
                .flatMap(Optional::stream)
                .flatMap(slice -> slice.endpoints().stream())
                .map(endpoint -> Objects.requireNonNull(endpoint.nodeName()))
                .toList();
    }

    private static void fail(ReadProblem problem) {
        throw new AssertionError(problem);
    }

    private static <T> void read(WatchedKind<T> kind, ApiClient api) throws Exception {
        KnownObjects<T> objects = new KnownObjects<>(kind);
        ListReader<T> reader = new ListReader<>(kind.decoder(), objects);
        objects.startList();
        String path = kind.firstList();
        while (!path.isEmpty()) {
            Duration time = WatchTiming.DEFAULT.readTimeout();
            try (ApiResponse response = api.get("LIST", path, time, time)) {
                ListReader.Page page = reader.read(response.body());
                String token = page.continueToken();
                path = token.isEmpty() ? "" : kind.nextPage(token);
            }
        }
        objects.finishList();
    }
}
