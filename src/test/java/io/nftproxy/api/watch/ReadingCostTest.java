package io.nftproxy.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.nftproxy.api.ApiClient;
import io.nftproxy.api.ApiResponse;
import io.nftproxy.api.RequestListener;
import io.nftproxy.api.TestClient;
import io.nftproxy.api.decode.ReadProblem;
import io.nftproxy.core.cluster.ClusterDelta;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.sync.ChangeInbox;
import io.nftproxy.sync.ChangeInbox.Source;
import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.EmbeddedApiServer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Prints what it costs to read 10,000 Services with 10 endpoints each over HTTP; asserts only that
 * all of them arrive, and that they are as small as they are meant to be.
 */
class ReadingCostTest {
    private static final int SERVICES = 10_000;
    private static final int ENDPOINTS = 10;

    @Test
    void tenThousandServicesOfTenEndpoints() throws Exception {
        try (EmbeddedApiServer server = EmbeddedApiServer.start()) {
            for (int i = 0; i < SERVICES; i++) {
                server.put(ApiResource.SERVICES, ClusterJson.serviceNumber(i));
                server.put(
                        ApiResource.ENDPOINT_SLICES,
                        ClusterJson.slice("svc-" + i + "-1", "svc-" + i, i, ENDPOINTS));
            }
            ApiClient api = TestClient.client(server.url(), RequestListener.NONE);
            for (int round = 1; round <= 3; round++) {
                readAll(api, round);
            }
        }
    }

    /** On this thread, whose allocation can be told from the server's. */
    private static void readAll(ApiClient api, int round) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ChangeInbox inbox = new ChangeInbox(EnumSet.of(Source.SERVICES), System::nanoTime);
        long heapBefore = heapUsed();
        long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
        long cpuBefore = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();

        read(WatchedKind.services(inbox, ReadingCostTest::fail), api);
        read(WatchedKind.endpointSlices(inbox, ReadingCostTest::fail), api);

        long millis = (System.nanoTime() - start) / 1_000_000;
        long cpuMillis = (threads.getCurrentThreadCpuTime() - cpuBefore) / 1_000_000;
        long allocated = threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
        long kept = heapUsed() - heapBefore;
        ClusterDelta delta = inbox.take();
        assertThat(delta.services()).hasSize(SERVICES);
        assertThat(delta.slices().values().stream().mapToInt(ReadingCostTest::size).sum())
                .isEqualTo(SERVICES * ENDPOINTS);
        System.out.printf(
                "round %d: %,d Services of %d endpoints read in %,d ms,"
                        + " %,d ms of them computing, %,d MiB allocated, %,d MiB kept%n",
                round, SERVICES, ENDPOINTS, millis, cpuMillis, allocated >> 20, kept >> 20);
        assertThat(kept >> 20).as("MiB kept").isLessThan(40);
    }

    private static void fail(ReadProblem problem) {
        throw new AssertionError(problem);
    }

    private static int size(Optional<EndpointSlice> slice) {
        return slice.map(present -> present.endpoints().size()).orElse(0);
    }

    private static <T> void read(WatchedKind<T> kind, ApiClient api) throws Exception {
        KnownObjects<T> objects = new KnownObjects<>(kind.target());
        KindPaths paths = new KindPaths(kind);
        ListReader<T> reader = new ListReader<>(kind.decoder(), objects);
        objects.startList();
        String path = paths.firstList();
        while (!path.isEmpty()) {
            Duration time = WatchTiming.DEFAULT.readTimeout();
            try (ApiResponse response = api.get("LIST", path, time, time)) {
                ListReader.Page page = reader.read(response.body());
                String token = page.continueToken();
                path = token.isEmpty() ? "" : paths.nextPage(token);
            }
        }
        objects.finishList();
    }

    private static long heapUsed() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
