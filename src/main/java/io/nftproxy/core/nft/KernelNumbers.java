package io.nftproxy.core.nft;

/** Constants of kernel headers that rules compare with. */
public final class KernelNumbers {
    /** {@code NF_CT_STATE_BIT(IP_CT_NEW)}, linux/netfilter/nf_conntrack_common.h. */
    public static final int CT_STATE_NEW = 8;

    /** {@code IPS_DST_NAT}, linux/netfilter/nf_conntrack_common.h. */
    public static final int CT_STATUS_DNAT = 32;

    /** {@code RTN_LOCAL}, linux/rtnetlink.h. */
    public static final int ROUTE_LOCAL = 2;

    /** {@code ICMP_PORT_UNREACH}, linux/icmp.h. */
    public static final int ICMP_PORT_UNREACHABLE = 3;

    /** {@code ICMPV6_PORT_UNREACH}, linux/icmpv6.h. */
    public static final int ICMPV6_PORT_UNREACHABLE = 4;

    /** {@code IFNAMSIZ}, linux/if.h: the name and its terminating zero. */
    public static final int INTERFACE_NAME_BYTES = 16;

    private KernelNumbers() {}
}
