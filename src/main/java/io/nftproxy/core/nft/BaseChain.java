package io.nftproxy.core.nft;

/**
 * Where a base chain hooks in; its policy is always accept.
 *
 * @param priority for example -100, which nft calls {@code dstnat}
 */
public record BaseChain(Type type, Hook hook, int priority) {
    /** Kind of chain. */
    public enum Type {
        FILTER,
        NAT
    }

    /** {@code enum nf_inet_hooks}, in that order. */
    public enum Hook {
        PREROUTING,
        INPUT,
        FORWARD,
        OUTPUT,
        POSTROUTING
    }
}
