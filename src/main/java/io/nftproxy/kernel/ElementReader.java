package io.nftproxy.kernel;

import io.nftproxy.core.diff.ExpectedKeys;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.kernel.netlink.nftables.ElementCount;
import io.nftproxy.kernel.netlink.nftables.RulesetDecoder;
import io.nftproxy.kernel.netlink.nftables.TableRequests;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The reader of a table's elements.
 *
 * <p>A small set is dumped. For each datagram of a dump the kernel walks the set from its first
 * element, so the cost of a dump grows quadratically with the number of elements. A large map is
 * therefore read by its expected keys ({@code NFT_MSG_GETSETELEM}). The result is complete if the
 * kernel has every key, its element count is the same, and the map has no catch-all element, which
 * the kernel does not count. Otherwise the map is left unread: to flush and refill it takes less
 * time than a dump.
 */
final class ElementReader {
    /** Elements up to which a set is dumped: there both ways take about 100 ms. */
    static final int MAX_DUMPED = 50_000;

    /** Keys in one request: this many of the longest fit an attribute of 64 KiB. */
    private static final int MAX_KEYS = 800;

    private final NetlinkSocket socket;
    private final TableRef table;
    private final int dumpedElements;
    private final TableRequests requests = new TableRequests();

    /**
     * @param dumpedElements number of elements above which a set is read by its keys
     */
    ElementReader(NetlinkSocket socket, TableRef table, int dumpedElements) {
        this.socket = socket;
        this.table = table;
        this.dumpedElements = dumpedElements;
    }

    /**
     * Reads the elements of all sets of a table, except dynamic sets, which packets fill.
     *
     * @param content the table without elements; receives them
     * @return false if a dump was incomplete, see {@link #dump}
     */
    boolean readAll(RulesetDecoder content, ExpectedKeys expected) throws NetlinkException {
        List<SetSpec> known = new ArrayList<>();
        for (SetSpec set : content.sets()) {
            if (set.isDynamic()) {
                // Its elements come from packets, so they are not compared.
                continue;
            }
            boolean small = content.count(set) >= 0 && content.count(set) <= dumpedElements;
            if (!small && expected.isKnown(set)) {
                known.add(set);
            } else if (!dump(content, set)) {
                return false;
            }
        }
        Ruleset read = known.isEmpty() ? Ruleset.ABSENT : content.ruleset();
        for (SetSpec set : known) {
            if (!readKnown(content, set, expected.of(set, read))) {
                return false;
            }
        }
        return true;
    }

    /** Returns the element that a set has for a key, in intervals too; null if it has none. */
    @Nullable Element find(SetSpec set, Bytes key) throws NetlinkException {
        RulesetDecoder content = new RulesetDecoder(table);
        find(set, key, content::accept);
        List<Element> found = content.elementsOf(set);
        return found.isEmpty() ? null : found.getFirst();
    }

    /** Reads a map by its keys; dumps it if it is small; returns false if a dump was incomplete. */
    private boolean readKnown(RulesetDecoder content, SetSpec set, Collection<Bytes> keys)
            throws NetlinkException {
        long count = content.count(set);
        if (count == RulesetDecoder.UNKNOWN && keys.size() <= dumpedElements) {
            return dump(content, set);
        }
        if (count != keys.size() || !hasAll(content, set, keys)) {
            content.leaveUnread(set);
        }
        return true;
    }

    /**
     * Dumps the elements of a set.
     *
     * @return false if an element came twice, which means that others are missing: the kernel
     *     rehashes a set that has grown, and does not flag a dump during which it does
     */
    boolean dump(RulesetDecoder content, SetSpec set) throws NetlinkException {
        if (set.key().isEmpty()) {
            return true;
        }
        socket.request(requests.elements(table, set.name()), content::accept);
        return !content.hasElementsTwice(set);
    }

    /** Returns a set's element count; dumps the set if the kernel does not report the count. */
    long count(RulesetDecoder content, SetSpec set) throws NetlinkException {
        if (content.count(set) != RulesetDecoder.UNKNOWN) {
            return content.count(set);
        }
        ElementCount elements = new ElementCount();
        socket.request(requests.elements(table, set.name()), elements::accept);
        return elements.count();
    }

    /** Requests all keys; returns whether the kernel has them and no catch-all element. */
    private boolean hasAll(RulesetDecoder content, SetSpec set, Collection<Bytes> keys) {
        try {
            request(content, set, keys);
            return content.elementsOf(set).size() == keys.size() && !hasCatchAll(set);
        } catch (NetlinkException e) {
            return false;
        }
    }

    private boolean hasCatchAll(SetSpec set) throws NetlinkException {
        return find(set, Bytes.EMPTY, _ -> {});
    }

    private boolean find(SetSpec set, Bytes key, Consumer<MessageReader> reply)
            throws NetlinkException {
        return socket.find(requests.elements(table, set.name(), List.of(key)), reply);
    }

    private void request(RulesetDecoder content, SetSpec set, Collection<Bytes> keys)
            throws NetlinkException {
        int atOnce = Math.min(MAX_KEYS, socket.repliesAtOnce());
        List<Bytes> some = new ArrayList<>(atOnce);
        Iterator<Bytes> left = keys.iterator();
        while (left.hasNext()) {
            some.clear();
            while (left.hasNext() && some.size() < atOnce) {
                some.add(left.next());
            }
            socket.request(requests.elements(table, set.name(), some), content::accept);
        }
    }
}
