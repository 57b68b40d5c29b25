package io.nftproxy.kernel;

import io.nftproxy.core.diff.ExpectedKeys;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.nftables.Requests;
import io.nftproxy.kernel.netlink.nftables.RulesetDecoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * Reads elements of one table.
 *
 * <p>A set is dumped; but the kernel begins from the first element for each part of a dump, so that
 * the cost grows with the square of their number. A large map is asked for key by key instead, if
 * its keys can be told. When all of them are found, and the kernel counts no more elements than
 * that, this is the whole map but for an element that stands for all other keys: it is not counted.
 */
final class ElementReader {
    /** So many elements take about 100 ms either way. */
    static final int USUALLY_DUMPED = 50_000;

    /** As many of the longest keys fit an attribute of 64 KiB. */
    private static final int MAX_KEYS = 800;

    private final NetlinkSocket socket;
    private final TableRef table;
    private final int dumpedElements;
    private final Requests requests = new Requests();

    /**
     * @param dumpedElements larger sets are asked for key by key
     */
    ElementReader(NetlinkSocket socket, TableRef table, int dumpedElements) {
        this.socket = socket;
        this.table = table;
        this.dumpedElements = dumpedElements;
    }

    /**
     * Reads the elements of all sets of a table, but for those that packets fill.
     *
     * @param content has the table without elements, and takes them
     * @return false if not all were read, as {@link #dump}
     */
    boolean readAll(RulesetDecoder content, ExpectedKeys expected) throws NetlinkException {
        List<SetSpec> known = new ArrayList<>();
        for (SetSpec set : content.sets()) {
            if (set.isDynamic()) {
                // Packets fill it: what it holds is not compared.
                continue;
            }
            if (content.count(set) > dumpedElements && expected.isKnown(set)) {
                known.add(set);
            } else if (!dump(content, set)) {
                return false;
            }
        }
        Ruleset read = known.isEmpty() ? Ruleset.ABSENT : content.ruleset();
        for (SetSpec set : known) {
            Collection<Bytes> keys = expected.of(set, content.count(set), read);
            if (!isWhole(content, set, keys) && !dump(content, set)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads the elements of a set.
     *
     * @return false if some came twice, so that others are missing: the kernel rebuilds its hash
     *     table for a while after it has grown, and says nothing when it does so during a dump
     */
    boolean dump(RulesetDecoder content, SetSpec set) throws NetlinkException {
        if (set.key().isEmpty()) {
            return true;
        }
        socket.request(
                requests.elements(table, set.name(), socket.takeSequences(1)), content::accept);
        return !content.hasElementsTwice(set);
    }

    /** Asks for keys; whether they are all of the set. If not, none is left in the content. */
    private boolean isWhole(RulesetDecoder content, SetSpec set, Collection<Bytes> keys)
            throws NetlinkException {
        long count = content.count(set);
        boolean whole;
        try {
            ask(content, set, keys);
            whole = content.elementsOf(set).size() == count && !hasCatchAll(set);
        } catch (NetlinkException e) {
            whole = false;
        }
        if (!whole) {
            content.forget(set);
        }
        return whole;
    }

    private boolean hasCatchAll(SetSpec set) throws NetlinkException {
        List<Bytes> keys = List.of(Bytes.EMPTY);
        try {
            socket.request(
                    requests.elements(table, set.name(), keys, socket.takeSequences(1)), _ -> {});
            return true;
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENOENT) {
                return false;
            }
            throw e;
        }
    }

    private void ask(RulesetDecoder content, SetSpec set, Collection<Bytes> keys)
            throws NetlinkException {
        int atOnce = Math.min(MAX_KEYS, socket.answersAtOnce());
        List<Bytes> some = new ArrayList<>(atOnce);
        Iterator<Bytes> left = keys.iterator();
        while (left.hasNext()) {
            some.clear();
            while (left.hasNext() && some.size() < atOnce) {
                some.add(left.next());
            }
            socket.request(
                    requests.elements(table, set.name(), some, socket.takeSequences(1)),
                    content::accept);
        }
    }
}
