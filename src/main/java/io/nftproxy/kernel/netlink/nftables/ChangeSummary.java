package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.diff.ForeignChange;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.MessageReader;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A summary for the log of the notified changes of one table and their author: {@code elements of
 * endpoints4, rules of services (by nft, pid 4711)}.
 */
public final class ChangeSummary {
    private static final int MAX_THINGS = 3;

    /** {@code NFTA_CHAIN_NAME}: unlike in all other messages, the name is not attribute 2. */
    private static final int NFTA_NAME = 2;

    private static final int NFTA_CHAIN_NAME = 3;
    private static final int NFTA_GEN_PROC_PID = 2;
    private static final int NFTA_GEN_PROC_NAME = 3;

    private final TableRef table;
    private final Set<String> things = new LinkedHashSet<>();
    private boolean certain;
    private boolean authorOpen;
    private String author = "";
    private int more;

    public ChangeSummary(TableRef table) {
        this.table = table;
    }

    /** Adds a message; returns whether it is about the table. */
    public boolean accept(MessageReader message) {
        if (message.type() == NftMessage.NEWGEN) {
            endOfCommit(message.attributes());
            return false;
        }
        if (!NftMessage.isAbout(table, message)) {
            return false;
        }
        if (message.type() == NftMessage.DELTABLE) {
            clear();
        }
        add(thing(message.type(), message.attributes()));
        certain = true;
        return true;
    }

    /** Adds a sign that there may be more changes: {@code notifications were lost}. */
    public void uncertain(String sign) {
        add(sign);
    }

    private void add(String thing) {
        authorOpen = true;
        if (things.size() < MAX_THINGS) {
            things.add(thing);
        } else if (!things.contains(thing)) {
            more++;
        }
    }

    /** Returns the changes since the last {@link #clear}; null if there were none. */
    public @Nullable ForeignChange change() {
        if (things.isEmpty()) {
            return null;
        }
        String all = String.join(", ", things) + (more == 0 ? "" : " and more");
        return new ForeignChange(author.isEmpty() ? all : all + " (by " + author + ")", certain);
    }

    /** Discards all changes. */
    public void clear() {
        things.clear();
        certain = false;
        authorOpen = false;
        author = "";
        more = 0;
    }

    /** Adds the author: the kernel sends {@code NFT_MSG_NEWGEN} after the changes. */
    private void endOfCommit(AttributeReader attributes) {
        if (!authorOpen) {
            return;
        }
        authorOpen = false;
        String name = attributes.string(NFTA_GEN_PROC_NAME);
        author = name + ", pid " + attributes.u32(NFTA_GEN_PROC_PID, 0);
    }

    private static String thing(int type, AttributeReader attributes) {
        boolean chain = type == NftMessage.NEWCHAIN || type == NftMessage.DELCHAIN;
        String name = attributes.string(chain ? NFTA_CHAIN_NAME : NFTA_NAME);
        return switch (type) {
            case NftMessage.NEWTABLE -> "table";
            case NftMessage.DELTABLE -> "table deleted";
            case NftMessage.NEWCHAIN -> "chain " + name;
            case NftMessage.DELCHAIN -> "chain " + name + " deleted";
            case NftMessage.NEWRULE, NftMessage.DELRULE -> "rules of " + name;
            case NftMessage.NEWSET -> "set " + name;
            case NftMessage.DELSET -> "set " + name + " deleted";
            case NftMessage.NEWSETELEM, NftMessage.DELSETELEM -> "elements of " + name;
            default -> "object " + name;
        };
    }
}
