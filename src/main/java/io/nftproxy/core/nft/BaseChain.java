package io.nftproxy.core.nft;

/**
 * The hook of a base chain. The policy is always accept.
 *
 * @param priority for example -100, which nft calls {@code dstnat}
 */
public record BaseChain(Type type, Hook hook, int priority) {
    /** Kind of chain. */
    public enum Type {
        FILTER,
        NAT
    }

    /** The hooks, in the order of {@code enum nf_inet_hooks}. */
    public enum Hook {
        PREROUTING,
        INPUT,
        FORWARD,
        OUTPUT,
        POSTROUTING
    }
}
