package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.BaseChain;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The codec of a chain ({@code enum nft_chain_attributes}, {@code enum nft_hook_attributes}). */
final class ChainCodec {
    static final int NFTA_CHAIN_TABLE = 1;
    static final int NFTA_CHAIN_HANDLE = 2;
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
        writer.u32(NFTA_HOOK_HOOKNUM, number(base.hook()));
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
    record Decoded(
            String table,
            String name,
            @Nullable BaseChain base,
            boolean foreign,
            boolean commented) {}

    static Decoded decode(AttributeReader reader) {
        String table = "";
        String name = "";
        String type = "";
        AttributeReader hook = null;
        boolean plain = true;
        while (reader.next()) {
            switch (reader.type()) {
                case NFTA_CHAIN_TABLE -> table = reader.string();
                case NFTA_CHAIN_NAME -> name = reader.string();
                case NFTA_CHAIN_TYPE -> type = reader.string();
                case NFTA_CHAIN_HOOK -> hook = reader.nested();
                case NFTA_CHAIN_POLICY -> plain &= reader.u32() == NF_ACCEPT;
                case NFTA_CHAIN_FLAGS -> plain &= (reader.u32() & ~NFT_CHAIN_BASE) == 0;
                case NFTA_CHAIN_COUNTERS, NFTA_CHAIN_USERDATA -> plain = false;
                default -> {}
            }
        }
        BaseChain base = hook == null || !plain ? null : decodeBase(type, hook);
        return new Decoded(table, name, base, hook != null && base == null, hook == null && !plain);
    }

    private static @Nullable BaseChain decodeBase(String typeName, AttributeReader reader) {
        BaseChain.Hook hook = null;
        int priority = 0;
        while (reader.next()) {
            switch (reader.type()) {
                case NFTA_HOOK_HOOKNUM -> hook = hook(reader.u32());
                case NFTA_HOOK_PRIORITY -> priority = reader.u32();
                default -> {}
            }
        }
        BaseChain.Type type =
                switch (typeName) {
                    case "filter" -> BaseChain.Type.FILTER;
                    case "nat" -> BaseChain.Type.NAT;
                    default -> null;
                };
        return type == null || hook == null ? null : new BaseChain(type, hook, priority);
    }

    /** {@code enum nf_inet_hooks}. */
    private static int number(BaseChain.Hook hook) {
        return switch (hook) {
            case PREROUTING -> 0;
            case INPUT -> 1;
            case FORWARD -> 2;
            case OUTPUT -> 3;
            case POSTROUTING -> 4;
        };
    }

    private static BaseChain.@Nullable Hook hook(int number) {
        for (BaseChain.Hook hook : BaseChain.Hook.values()) {
            if (number(hook) == number) {
                return hook;
            }
        }
        return null;
    }
}
