package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.MessageReader;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gathers from notifications what was changed in one table and by whom, in words for the log:
 * {@code elements of endpoints4, rules of services (by nft, pid 4711)}.
 */
public final class ChangeNews {
    private static final int MAX_THINGS = 3;
    private static final int NFTA_TABLE = 1;

    /** {@code NFTA_CHAIN_NAME} is another number than the name in all other messages. */
    private static final int NFTA_NAME = 2;

    private static final int NFTA_CHAIN_NAME = 3;
    private static final int NFTA_GEN_PROC_PID = 2;
    private static final int NFTA_GEN_PROC_NAME = 3;

    private final TableRef table;
    private final Set<String> things = new LinkedHashSet<>();
    private boolean authorOpen;
    private String author = "";
    private int more;

    public ChangeNews(TableRef table) {
        this.table = table;
    }

    /** Takes a message in; returns whether it is about the table. */
    public boolean accept(MessageReader message) {
        if (message.type() == NftMessage.NEWGEN) {
            endOfCommit(message.attributes());
            return false;
        }
        if (message.family() != table.family().number()) {
            return false;
        }
        AttributeReader attributes = message.attributes();
        int nameType = isAboutChain(message.type()) ? NFTA_CHAIN_NAME : NFTA_NAME;
        boolean ours = false;
        String name = "";
        while (attributes.next()) {
            if (attributes.type() == NFTA_TABLE) {
                ours = attributes.string().equals(table.name());
            } else if (attributes.type() == nameType && !isAboutTable(message.type())) {
                name = attributes.string();
            }
        }
        if (ours) {
            if (message.type() == NftMessage.DELTABLE) {
                clear();
            }
            changed(thing(message.type(), name));
        }
        return ours;
    }

    /** Something was changed that no message tells of. */
    public void changed(String thing) {
        authorOpen = true;
        if (things.size() < MAX_THINGS) {
            things.add(thing);
        } else if (!things.contains(thing)) {
            more++;
        }
    }

    /** What was changed since the last {@link #clear}; null if nothing was. */
    public @Nullable String text() {
        if (things.isEmpty()) {
            return null;
        }
        String all = String.join(", ", things) + (more == 0 ? "" : " and more");
        return author.isEmpty() ? all : all + " (by " + author + ")";
    }

    /** Forgets all that was taken in. */
    public void clear() {
        things.clear();
        authorOpen = false;
        author = "";
        more = 0;
    }

    /** The kernel tells who committed, behind the messages that tell what. */
    private void endOfCommit(AttributeReader attributes) {
        if (!authorOpen) {
            return;
        }
        authorOpen = false;
        String name = "";
        int process = 0;
        while (attributes.next()) {
            switch (attributes.type()) {
                case NFTA_GEN_PROC_PID -> process = attributes.u32();
                case NFTA_GEN_PROC_NAME -> name = attributes.string();
                default -> {}
            }
        }
        author = name + ", pid " + process;
    }

    private static boolean isAboutTable(int type) {
        return type == NftMessage.NEWTABLE || type == NftMessage.DELTABLE;
    }

    private static boolean isAboutChain(int type) {
        return type == NftMessage.NEWCHAIN || type == NftMessage.DELCHAIN;
    }

    private static String thing(int type, String name) {
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
