package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.BaseChain;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The codec of a chain ({@code enum nft_chain_attributes}, {@code enum nft_hook_attributes}). */
final class ChainCodec {
    static final int NFTA_CHAIN_NAME = 3;
    static final int NFTA_CHAIN_HOOK = 4;
    static final int NFTA_CHAIN_POLICY = 5;
    static final int NFTA_CHAIN_USE = 6;
    static final int NFTA_CHAIN_TYPE = 7;
    private static final int NFTA_CHAIN_COUNTERS = 8;
    private static final int NFTA_CHAIN_FLAGS = 10;
    private static final int NFTA_CHAIN_USERDATA = 12;

    private static final int NFTA_HOOK_HOOKNUM = 1;
    private static final int NFTA_HOOK_PRIORITY = 2;

    private static final int NF_ACCEPT = 1;
    private static final int NFT_CHAIN_BASE = 1;

    /** {@code enum nf_inet_hooks}, in the order of its values. */
    private static final List<BaseChain.Hook> HOOKS =
            List.of(
                    BaseChain.Hook.PREROUTING,
                    BaseChain.Hook.INPUT,
                    BaseChain.Hook.FORWARD,
                    BaseChain.Hook.OUTPUT,
                    BaseChain.Hook.POSTROUTING);

    private ChainCodec() {}

    static void encode(AttributeWriter writer, Chain chain) {
        writer.string(NFTA_CHAIN_NAME, chain.name());
        BaseChain base = chain.base();
        if (base == null) {
            return;
        }
        writer.string(NFTA_CHAIN_TYPE, base.type().name().toLowerCase(Locale.ROOT));
        writer.u32(NFTA_CHAIN_POLICY, NF_ACCEPT);
        int hook = writer.nest(NFTA_CHAIN_HOOK);
        writer.u32(NFTA_HOOK_HOOKNUM, HOOKS.indexOf(base.hook()));
        writer.u32(NFTA_HOOK_PRIORITY, base.priority());
        writer.endNest(hook);
    }

    /**
     * A decoded chain.
     *
     * @param base null for a regular chain, and for a base chain that {@link BaseChain} cannot
     *     express
     * @param foreign whether it is a base chain that {@link BaseChain} cannot express, for example
     *     with policy drop or a comment
     * @param commented whether it is a regular chain with a comment
     */
    record Decoded(String name, @Nullable BaseChain base, boolean foreign, boolean commented) {}

    static Decoded decode(AttributeReader chain) {
        boolean plain =
                chain.u32(NFTA_CHAIN_POLICY, NF_ACCEPT) == NF_ACCEPT
                        && (chain.u32(NFTA_CHAIN_FLAGS, 0) & ~NFT_CHAIN_BASE) == 0
                        && !chain.find(NFTA_CHAIN_COUNTERS)
                        && !chain.find(NFTA_CHAIN_USERDATA);
        String type = chain.string(NFTA_CHAIN_TYPE);
        boolean regular = !chain.find(NFTA_CHAIN_HOOK);
        BaseChain base = regular || !plain ? null : decodeBase(type, chain.nested());
        return new Decoded(
                chain.string(NFTA_CHAIN_NAME), base, !regular && base == null, regular && !plain);
    }

    private static @Nullable BaseChain decodeBase(String typeName, AttributeReader hooks) {
        int number = hooks.u32(NFTA_HOOK_HOOKNUM, -1);
        BaseChain.Type type =
                switch (typeName) {
                    case "filter" -> BaseChain.Type.FILTER;
                    case "nat" -> BaseChain.Type.NAT;
                    default -> null;
                };
        return type == null || number < 0 || number >= HOOKS.size()
                ? null
                : new BaseChain(type, HOOKS.get(number), hooks.u32(NFTA_HOOK_PRIORITY, 0));
    }
}
