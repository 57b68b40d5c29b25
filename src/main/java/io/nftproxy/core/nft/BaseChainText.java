package io.nftproxy.core.nft;

import io.nftproxy.core.nft.BaseChain.Hook;
import java.util.Locale;

/** The nft text of a base chain's hook. */
final class BaseChainText {
    // nft prints a priority relative to a standard one up to this distance.
    private static final int REACH = 10;

    /** The values of {@code enum nf_ip_hook_priorities} that nft has names for. */
    private enum Standard {
        RAW(-300),
        MANGLE(-150),
        DSTNAT(-100),
        FILTER(0),
        SECURITY(50),
        SRCNAT(100);

        private final int priority;

        Standard(int priority) {
            this.priority = priority;
        }

        private boolean isKnownAt(Hook hook) {
            return switch (this) {
                case DSTNAT -> hook == Hook.PREROUTING;
                case SRCNAT -> hook == Hook.POSTROUTING;
                case RAW, MANGLE, FILTER, SECURITY -> true;
            };
        }
    }

    private BaseChainText() {}

    /** Returns for example {@code type nat hook prerouting priority dstnat; policy accept;}. */
    static String of(BaseChain base) {
        return "type %s hook %s priority %s; policy accept;"
                .formatted(lower(base.type()), lower(base.hook()), priority(base));
    }

    private static String priority(BaseChain base) {
        for (Standard standard : Standard.values()) {
            int offset = base.priority() - standard.priority;
            if (Math.abs(offset) <= REACH && standard.isKnownAt(base.hook())) {
                String sign = offset < 0 ? " - " : " + ";
                return lower(standard) + (offset == 0 ? "" : sign + Math.abs(offset));
            }
        }
        return Integer.toString(base.priority());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
