package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.MessageReader;

/** The message types of nf_tables ({@code enum nf_tables_msg_types}) with the subsystem. */
public final class NftMessage {
    private static final int NFNL_SUBSYS_NFTABLES = 10 << 8;

    /** {@code NFNL_SUBSYS_NFTABLES}, the resource id of a batch. */
    static final int BATCH_RESOURCE = 10;

    /** {@code NFNL_MSG_BATCH_BEGIN}. */
    public static final int BATCH_BEGIN = 0x10;

    /** {@code NFNL_MSG_BATCH_END}. */
    public static final int BATCH_END = 0x11;

    public static final int NEWTABLE = NFNL_SUBSYS_NFTABLES;
    public static final int GETTABLE = NFNL_SUBSYS_NFTABLES | 1;
    public static final int DELTABLE = NFNL_SUBSYS_NFTABLES | 2;
    public static final int NEWCHAIN = NFNL_SUBSYS_NFTABLES | 3;
    public static final int GETCHAIN = NFNL_SUBSYS_NFTABLES | 4;
    public static final int DELCHAIN = NFNL_SUBSYS_NFTABLES | 5;
    public static final int NEWRULE = NFNL_SUBSYS_NFTABLES | 6;
    public static final int GETRULE = NFNL_SUBSYS_NFTABLES | 7;
    public static final int DELRULE = NFNL_SUBSYS_NFTABLES | 8;
    public static final int NEWSET = NFNL_SUBSYS_NFTABLES | 9;
    public static final int GETSET = NFNL_SUBSYS_NFTABLES | 10;
    public static final int DELSET = NFNL_SUBSYS_NFTABLES | 11;
    public static final int NEWSETELEM = NFNL_SUBSYS_NFTABLES | 12;
    public static final int GETSETELEM = NFNL_SUBSYS_NFTABLES | 13;
    public static final int DELSETELEM = NFNL_SUBSYS_NFTABLES | 14;
    public static final int NEWGEN = NFNL_SUBSYS_NFTABLES | 15;
    public static final int GETGEN = NFNL_SUBSYS_NFTABLES | 16;
    public static final int NEWOBJ = NFNL_SUBSYS_NFTABLES | 18;
    public static final int GETOBJ = NFNL_SUBSYS_NFTABLES | 19;
    public static final int NEWFLOWTABLE = NFNL_SUBSYS_NFTABLES | 22;
    public static final int GETFLOWTABLE = NFNL_SUBSYS_NFTABLES | 23;

    /** Deletes elements that may not exist; since kernel 6.3. */
    public static final int DESTROYSETELEM = NFNL_SUBSYS_NFTABLES | 30;

    /** {@code NFTA_*_TABLE}, the name of the table: the same number in all messages. */
    static final int NFTA_TABLE = 1;

    private NftMessage() {}

    /** Returns whether a message is about a table or an object in it. */
    static boolean isAbout(TableRef table, MessageReader message) {
        return message.family() == table.family().number()
                && message.attributes().string(NFTA_TABLE).equals(table.name());
    }
}
