package io.nftproxy.core.nft;

import io.nftproxy.core.nft.TableRef.Family;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The nft text of {@code reject}. */
final class RejectText {
    /** linux/icmp.h. */
    private static final Map<Integer, String> ICMP =
            Map.of(
                    0,
                    "net-unreachable",
                    1,
                    "host-unreachable",
                    2,
                    "prot-unreachable",
                    3,
                    "port-unreachable",
                    9,
                    "net-prohibited",
                    10,
                    "host-prohibited",
                    13,
                    "admin-prohibited");

    /** linux/icmpv6.h. */
    private static final Map<Integer, String> ICMPV6 =
            Map.of(
                    0,
                    "no-route",
                    1,
                    "admin-prohibited",
                    3,
                    "addr-unreachable",
                    4,
                    "port-unreachable",
                    5,
                    "policy-fail",
                    6,
                    "reject-route");

    /** {@code enum nft_reject_inet_code}. */
    private static final Map<Integer, String> ICMPX =
            Map.of(
                    0, "no-route",
                    1, "port-unreachable",
                    2, "host-unreachable",
                    3, "admin-prohibited");

    private static final int ICMPX_PORT_UNREACHABLE = 1;

    private RejectText() {}

    /**
     * Returns for example {@code reject with icmp port-unreachable}.
     *
     * @param family the family that the rule tests; null if it tests none
     */
    static String of(Expression.Reject reject, @Nullable Family family) {
        return switch (reject.type()) {
            case TCP_RESET -> "reject with tcp reset";
            case ICMPX_UNREACHABLE ->
                    reject.code() == ICMPX_PORT_UNREACHABLE
                            ? "reject"
                            : "reject with icmpx " + name(ICMPX, reject.code());
            case ICMP_UNREACHABLE ->
                    family == Family.IP6
                            ? "reject with icmpv6 " + name(ICMPV6, reject.code())
                            : "reject with icmp " + name(ICMP, reject.code());
        };
    }

    private static String name(Map<Integer, String> names, int code) {
        return names.getOrDefault(code, Integer.toString(code));
    }
}
