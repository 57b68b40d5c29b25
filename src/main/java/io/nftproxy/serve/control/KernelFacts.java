package io.nftproxy.serve.control;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.explain.KernelView;
import io.nftproxy.core.render.AffinityNames;
import java.util.List;

/**
 * The state of the kernel.
 *
 * @param generation the number of commits to the ruleset of this network namespace
 * @param maps the maps of session affinity whose elements the kernel counts
 * @param clients the clients in them
 * @param full the maps that take no more clients
 */
public record KernelFacts(int generation, int maps, long clients, long full) {
    /** Reads them. */
    public static KernelFacts of(Proxy proxy) throws KernelFailure {
        try (KernelView kernel = proxy.openKernel()) {
            List<SetFill> fills =
                    kernel.fills().stream()
                            .filter(fill -> AffinityNames.isClientMap(fill.set()))
                            .toList();
            return new KernelFacts(
                    kernel.generation(),
                    fills.size(),
                    fills.stream().mapToLong(SetFill::elements).sum(),
                    fills.stream().filter(SetFill::isFull).count());
        }
    }
}
