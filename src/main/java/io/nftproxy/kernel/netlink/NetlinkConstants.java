package io.nftproxy.kernel.netlink;

/**
 * The constants of {@code linux/netlink.h} and {@code linux/netfilter/nfnetlink.h}, and the address
 * families.
 */
public final class NetlinkConstants {
    /** {@code struct nlmsghdr}: length, type, flags, sequence, port. */
    public static final int HEADER_BYTES = 16;

    /** Offset of {@code nlmsg_seq} in {@code struct nlmsghdr}. */
    public static final int SEQUENCE_OFFSET = 8;

    /** {@code struct nfgenmsg}: family, version, resource id. */
    public static final int NFGENMSG_BYTES = 4;

    /** {@code struct nlattr}: length, type. */
    public static final int ATTRIBUTE_HEADER_BYTES = 4;

    public static final int NLMSG_NOOP = 1;
    public static final int NLMSG_ERROR = 2;
    public static final int NLMSG_DONE = 3;
    public static final int NLMSG_OVERRUN = 4;

    public static final int NLM_F_REQUEST = 0x1;
    public static final int NLM_F_ACK = 0x4;

    /** An inconsistent dump: the dumped objects changed meanwhile. */
    public static final int NLM_F_DUMP_INTR = 0x10;

    /** {@code NLM_F_ROOT | NLM_F_MATCH}: returns all objects of a kind. */
    public static final int NLM_F_DUMP = 0x300;

    public static final int NLM_F_CREATE = 0x400;
    public static final int NLM_F_APPEND = 0x800;

    /** In an error reply: the rejected message is not repeated, only its header. */
    public static final int NLM_F_CAPPED = 0x100;

    /** In an error reply: attributes follow. */
    public static final int NLM_F_ACK_TLVS = 0x200;

    public static final int AF_INET = 2;
    public static final int AF_INET6 = 10;

    static final int NLA_F_NESTED = 0x8000;
    static final int NLA_TYPE_MASK = 0x3fff;

    private NetlinkConstants() {}

    /** Rounds up to a multiple of 4: {@code NLMSG_ALIGN} and {@code NLA_ALIGN}. */
    public static int align(int length) {
        return (length + 3) & ~3;
    }
}
