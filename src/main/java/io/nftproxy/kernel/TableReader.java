package io.nftproxy.kernel;

import io.nftproxy.core.diff.ExpectedKeys;
import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.kernel.netlink.NlmsgError;
import io.nftproxy.kernel.netlink.nftables.Generation;
import io.nftproxy.kernel.netlink.nftables.RulesetDecoder;
import io.nftproxy.kernel.netlink.nftables.TableRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The reader of one table, consistent at one instant.
 *
 * <p>A read takes many requests, and another process may commit in between. The generation counts
 * the commits to all tables of a network namespace. Chains, rules and set declarations take less
 * than a millisecond; they are read again until the generation stays the same. Elements take
 * longer; they are read again only if the kernel notified of a change of this table.
 */
final class TableReader {
    /** Reads of all but the elements; each takes less than a millisecond. */
    private static final int MAX_PARTS = 1000;

    private static final int MAX_READINGS = 20;

    private final NetlinkSocket socket;
    private final TableRef table;
    private final ForeignChanges others;
    private final ElementReader elements;
    private final TableRequests requests = new TableRequests();

    TableReader(NetlinkSocket socket, TableRef table, ForeignChanges others, int dumpedElements) {
        this.elements = new ElementReader(socket, table, dumpedElements);
        this.socket = socket;
        this.table = table;
        this.others = others;
    }

    /**
     * A table's content.
     *
     * @param generation the generation that the content belongs to
     */
    record Reading(int generation, Ruleset ruleset) {}

    /** Returns the current generation of the network namespace's ruleset. */
    int generation() throws NetlinkException {
        int[] generation = new int[1];
        socket.request(
                requests.generation(socket.takeSequences(1)),
                message -> generation[0] = Generation.of(message));
        return generation[0];
    }

    /**
     * Returns the current generation once its commit has ended: the kernel raises the number first
     * and sends the notifications last.
     */
    int settledGeneration() throws NetlinkException {
        for (int i = 0; i < MAX_PARTS; i++) {
            int generation = generation();
            if (isSettled(generation)) {
                return generation;
            }
        }
        throw new NetlinkException("other processes commit without a pause", Errno.EAGAIN);
    }

    private boolean isSettled(int generation) throws NetlinkException {
        BatchReplies replies =
                socket.transact(requests.emptyBatch(generation, socket.takeSequences(2)));
        for (NlmsgError reply : replies.replies()) {
            if (reply.errno() == Errno.ERESTART) {
                return false;
            }
            if (reply.errno() != 0) {
                throw new NetlinkException("the kernel rejected an empty batch", reply.errno());
            }
        }
        return replies.lost().isEmpty();
    }

    /** Reads the whole table. */
    Reading read(ExpectedKeys expected) throws NetlinkException {
        others.listen();
        for (int i = 0; i < MAX_READINGS; i++) {
            settledGeneration();
            others.forget();
            RulesetDecoder content = new RulesetDecoder(table);
            NetlinkException refusal = null;
            boolean whole = false;
            boolean present = false;
            try {
                present = readParts(content);
                whole = !present || elements.readAll(content, expected);
            } catch (NetlinkException e) {
                refusal = e;
            }
            int generation = settledGeneration();
            if (others.seen() != null) {
                continue;
            }
            if (refusal != null) {
                throw refusal;
            }
            if (whole) {
                return new Reading(generation, present ? content.ruleset() : Ruleset.ABSENT);
            }
        }
        throw new NetlinkException("the table changes faster than it can be read", Errno.EAGAIN);
    }

    /** Reads the table without elements; absent if there is none. */
    Ruleset readDeclarations() throws NetlinkException {
        RulesetDecoder content = new RulesetDecoder(table);
        return readParts(content) ? content.ruleset() : Ruleset.ABSENT;
    }

    /** Returns the element that a set has for a key; null if it has none. */
    @Nullable Element find(SetSpec set, Bytes key) throws NetlinkException {
        return elements.find(set, key);
    }

    /** Reads the elements of one set. */
    List<Element> readElements(SetSpec set) throws NetlinkException {
        for (int i = 0; i < MAX_READINGS; i++) {
            RulesetDecoder content = new RulesetDecoder(table);
            if (elements.dump(content, set)) {
                return content.elementsOf(set);
            }
        }
        throw new NetlinkException(
                set.name() + " changes faster than it can be read", Errno.EAGAIN);
    }

    /** Returns the fill level of each dynamic set; empty if there is no table. */
    List<SetFill> fills() throws NetlinkException {
        for (int i = 0; i < MAX_PARTS; i++) {
            RulesetDecoder content = new RulesetDecoder(table);
            if (!requestSets(content)) {
                List<SetFill> fills = new ArrayList<>();
                for (SetSpec set : content.sets()) {
                    if (set.isDynamic()) {
                        long size = Integer.toUnsignedLong(set.sizeHint());
                        fills.add(new SetFill(set.name(), elements.count(content, set), size));
                    }
                }
                return fills;
            }
        }
        throw new NetlinkException("other processes commit without a pause", Errno.EAGAIN);
    }

    /** Requests the sets, if there is a table; returns whether a commit interrupted the dump. */
    private boolean requestSets(RulesetDecoder content) throws NetlinkException {
        try {
            return socket.request(requests.sets(table, socket.takeSequences(1)), content::accept);
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENOENT) {
                return false;
            }
            throw e;
        }
    }

    /** Reads all but the elements; returns whether the table exists. */
    private boolean readParts(RulesetDecoder content) throws NetlinkException {
        int before = generation();
        for (int i = 0; i < MAX_PARTS; i++) {
            content.clear();
            boolean present = isPresent(content::accept);
            boolean interrupted = present && readAllParts(content::accept);
            int after = generation();
            if (!interrupted && before == after) {
                return present;
            }
            before = after;
        }
        throw new NetlinkException("other processes commit without a pause", Errno.EAGAIN);
    }

    private boolean isPresent(Consumer<MessageReader> decoder) throws NetlinkException {
        try {
            socket.request(requests.table(table, socket.takeSequences(1)), decoder);
            return true;
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENOENT) {
                return false;
            }
            throw e;
        }
    }

    /** Reads each kind of object; returns whether a dump was interrupted by a commit. */
    private boolean readAllParts(Consumer<MessageReader> decoder) throws NetlinkException {
        boolean interrupted =
                socket.request(requests.chains(table, socket.takeSequences(1)), decoder);
        interrupted |= socket.request(requests.rules(table, socket.takeSequences(1)), decoder);
        interrupted |= socket.request(requests.sets(table, socket.takeSequences(1)), decoder);
        interrupted |= socket.request(requests.objects(table, socket.takeSequences(1)), decoder);
        interrupted |= socket.request(requests.flowtables(table, socket.takeSequences(1)), decoder);
        return interrupted;
    }
}
