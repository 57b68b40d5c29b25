package io.nftproxy.serve.control;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.explain.KernelView;
import io.nftproxy.core.explain.NoAnswer;
import io.nftproxy.core.explain.ProxyState;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.nft.Ruleset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The port to the running proxy. Thread-safe. */
public interface Proxy {
    /** Requests the objects and the plans. */
    Future<ProxyState> state();

    /** Opens a view of the kernel; the caller closes it. */
    KernelView openKernel() throws KernelFailure;

    /** Returns the last syncs. */
    RecentSyncs syncs();

    /** Renders the table that the plans ask for. */
    Ruleset wanted(ProxyState state) throws NoAnswer;

    /** Returns the addresses of the host's interfaces. */
    Set<IpAddress> addresses();

    /**
     * Returns facts for {@code status} that only the process knows: {@code version}, {@code node},
     * {@code healthy}, {@code watches}, {@code features}. The values are as for {@link
     * io.nftproxy.config.json.JsonText}.
     */
    Map<String, @Nullable Object> facts();
}
