package io.nftproxy.kernel.netlink.conntrack;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.kernel.netlink.NetlinkConstants;

/** The message types, attributes and families of conntrack ({@code enum cntl_msg_types}). */
final class CtMessage {
    /** {@code NFNL_SUBSYS_CTNETLINK}. */
    private static final int SUBSYSTEM = 1 << 8;

    static final int NEW = SUBSYSTEM;
    static final int GET = SUBSYSTEM | 1;
    static final int DELETE = SUBSYSTEM | 2;

    static final int CTA_TUPLE_ORIG = 1;
    static final int CTA_TUPLE_REPLY = 2;
    static final int CTA_STATUS = 3;
    static final int CTA_ID = 12;
    static final int CTA_ZONE = 18;
    static final int CTA_FILTER = 25;
    static final int CTA_STATUS_MASK = 26;

    /** {@code IPS_SEEN_REPLY}, a bit of {@code CTA_STATUS}. */
    static final int SEEN_REPLY = 2;

    private CtMessage() {}

    /** Returns {@code AF_INET} or {@code AF_INET6}. */
    static int number(IpFamily family) {
        return switch (family) {
            case IPV4 -> NetlinkConstants.AF_INET;
            case IPV6 -> NetlinkConstants.AF_INET6;
        };
    }
}
