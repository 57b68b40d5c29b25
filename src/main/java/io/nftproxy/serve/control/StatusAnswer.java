package io.nftproxy.serve.control;

import static io.nftproxy.config.json.JsonText.object;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.explain.KernelView;
import io.nftproxy.core.explain.ProxyState;
import io.nftproxy.core.render.AffinityNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to {@code status}: how the proxy is doing. */
public final class StatusAnswer {
    private StatusAnswer() {}

    /** Returns the answer; reads the kernel. */
    public static Map<String, @Nullable Object> of(Proxy proxy, ProxyState state) {
        Map<String, @Nullable Object> answer = object();
        answer.putAll(proxy.facts());
        answer.put("synced", proxy.syncs().lastFull() != null);
        answer.put("pending", state.pending());
        answer.put("services", state.services().size());
        answer.put("endpointSlices", state.slices().size());
        answer.put("lastFullSync", sync(proxy.syncs().lastFull()));
        answer.put("lastPartialSync", sync(proxy.syncs().lastPartial()));
        answer.put("recentSyncs", proxy.syncs().all().stream().map(StatusAnswer::sync).toList());
        List<Object> refused = new ArrayList<>();
        state.refused()
                .forEach(
                        (owner, words) ->
                                refused.add(object("object", owner.toString(), "reason", words)));
        answer.put("quarantined", refused);
        addKernel(proxy, answer);
        return answer;
    }

    private static @Nullable Map<String, @Nullable Object> sync(RecentSyncs.@Nullable Entry sync) {
        return sync == null
                ? null
                : object(
                        "time", sync.ended(),
                        "full", sync.full(),
                        "services", sync.services(),
                        "operations", sync.operations(),
                        "bytes", sync.bytes(),
                        "kernelMicros", sync.kernelNanos() / 1000,
                        "micros", sync.nanos() / 1000,
                        "failure", sync.failure());
    }

    private static void addKernel(Proxy proxy, Map<String, @Nullable Object> answer) {
        try (KernelView kernel = proxy.openKernel()) {
            List<SetFill> clientMaps =
                    kernel.fills().stream()
                            .filter(fill -> AffinityNames.isClientMap(fill.set()))
                            .toList();
            answer.put("generation", kernel.generation());
            answer.put(
                    "affinity",
                    object(
                            "maps", clientMaps.size(),
                            "clients", clientMaps.stream().mapToLong(SetFill::elements).sum(),
                            "full", clientMaps.stream().filter(SetFill::isFull).count()));
        } catch (KernelFailure e) {
            answer.put("kernelProblem", String.valueOf(e.getMessage()));
        }
    }
}
