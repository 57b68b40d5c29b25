package io.nftproxy.core.trace;

import io.nftproxy.core.nft.BaseChain.Hook;

/**
 * A rule that matched the packet.
 *
 * @param chain the chain of the rule
 * @param number the position of the rule in its chain, from 1
 * @param rule the rule in nft syntax
 * @param effect its effect: {@code goto cluster-2}, {@code dnat to 10.244.1.7:53}, {@code mark
 *     0x00004000}; empty if it has none
 */
public record Step(Hook hook, String chain, int number, String rule, String effect) {
    @Override
    public String toString() {
        String arrow = effect.isEmpty() || rule.endsWith(effect) ? "" : "  -> " + effect;
        return chain + " " + number + ": " + rule + arrow;
    }
}
