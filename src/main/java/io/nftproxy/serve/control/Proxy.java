package io.nftproxy.serve.control;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.explain.KernelView;
import io.nftproxy.core.explain.NoAnswer;
import io.nftproxy.core.explain.ProxyState;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.nft.Ruleset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The port to the running proxy. Thread-safe. */
public interface Proxy {
    /** The longest wait of {@link #awaitState}. */
    int STATE_SECONDS = 10;

    /** Requests the objects and the plans. */
    Future<ProxyState> state();

    /**
     * Waits for the objects and the plans. A full sync of the largest clusters takes a few seconds.
     *
     * @throws NoAnswer if the sync thread is busy for longer
     */
    default ProxyState awaitState() throws NoAnswer, InterruptedException {
        try {
            return state().get(STATE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            throw new NoAnswer("the sync thread is busy for " + STATE_SECONDS + " s");
        } catch (ExecutionException e) {
            throw new NoAnswer(e.toString());
        }
    }

    /** Opens a view of the kernel; the caller closes it. */
    KernelView openKernel() throws KernelFailure;

    RecentSyncs syncs();

    /** Renders the table that the plans ask for. */
    Ruleset wanted(ProxyState state) throws NoAnswer;

    /** Returns the addresses of the host's interfaces. */
    Set<IpAddress> addresses();

    /**
     * Returns facts for {@code status} that only the process knows: {@code version}, {@code node},
     * {@code healthy}, {@code watches}, {@code features}, {@code warnings}. The values are as for
     * {@link io.nftproxy.config.json.JsonText}.
     */
    Map<String, @Nullable Object> facts();
}
