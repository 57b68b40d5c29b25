package io.nftproxy.core.trace;

import io.nftproxy.core.nft.BaseChain.Hook;

/**
 * A rule that applied to the packet.
 *
 * @param chain its chain
 * @param number of the rule in its chain, from 1
 * @param rule in nft's words
 * @param effect what it did: {@code goto cluster-2}, {@code dnat to 10.244.1.7:53}, {@code mark
 *     0x00004000}; empty if nothing that shows
 */
public record Step(Hook hook, String chain, int number, String rule, String effect) {
    @Override
    public String toString() {
        String arrow = effect.isEmpty() || rule.endsWith(effect) ? "" : "  -> " + effect;
        return chain + " " + number + ": " + rule + arrow;
    }
}
