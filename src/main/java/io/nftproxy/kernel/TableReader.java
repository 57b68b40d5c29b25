package io.nftproxy.kernel;

import io.nftproxy.core.diff.ExpectedKeys;
import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.kernel.netlink.nftables.RulesetDecoder;
import io.nftproxy.kernel.netlink.nftables.TableRequests;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The reader of one table, consistent at one instant.
 *
 * <p>A read takes many requests, and another process may commit in between. Chains, rules and set
 * declarations are read again until the generation stays the same. Elements take longer; they are
 * read again only if the kernel notified of a change of this table.
 */
final class TableReader {
    private static final int MAX_READINGS = 20;

    /** Dumps of a set; an element that stays is hardly missing from all of them. */
    private static final int MAX_DUMPS = 5;

    /** Elements that certainly fit one datagram of a dump, of 32 KiB. */
    private static final int MAX_IN_DATAGRAM = 200;

    private final NetlinkSocket socket;
    private final TableRef table;
    private final ForeignChanges others;
    private final ElementReader elements;
    private final Generations generations;
    private final TableRequests requests = new TableRequests();

    TableReader(NetlinkSocket socket, TableRef table, ForeignChanges others, int dumpedElements) {
        this.elements = new ElementReader(socket, table, dumpedElements);
        this.generations = new Generations(socket);
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

    /** Reads the whole table. */
    Reading read(ExpectedKeys expected) throws NetlinkException {
        others.listen();
        for (int i = 0; i < MAX_READINGS; i++) {
            generations.settled();
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
            int generation = generations.settled();
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

    /**
     * Reads the elements of one set. Packets add elements between two datagrams of a dump, and the
     * kernel removes expired ones, so that the next datagram begins too early or too late. So a
     * large set is dumped until a dump has no new element. The result is the elements of all dumps,
     * of which some may be gone.
     */
    List<Element> readElements(SetSpec set) throws NetlinkException {
        Map<Object, Element> seen = new LinkedHashMap<>();
        for (int i = 0; i < MAX_DUMPS; i++) {
            RulesetDecoder content = new RulesetDecoder(table);
            boolean whole = elements.dump(content, set);
            List<Element> found = content.elementsOf(set);
            if (whole && found.size() <= MAX_IN_DATAGRAM) {
                return found;
            }
            int before = seen.size();
            found.forEach(element -> seen.put(element.identity(), element));
            if (seen.size() == before) {
                break;
            }
        }
        return List.copyOf(seen.values());
    }

    /** Returns the fill level of each dynamic set; empty if there is no table. */
    List<SetFill> fills() throws NetlinkException {
        RulesetDecoder content = generations.consistent(this::readSets);
        List<SetFill> fills = new ArrayList<>();
        for (SetSpec set : content.sets()) {
            if (set.isDynamic()) {
                long size = Integer.toUnsignedLong(set.sizeHint());
                fills.add(new SetFill(set.name(), elements.count(content, set), size));
            }
        }
        return fills;
    }

    private @Nullable RulesetDecoder readSets() throws NetlinkException {
        RulesetDecoder content = new RulesetDecoder(table);
        try {
            boolean interrupted = socket.request(requests.sets(table), content::accept);
            return interrupted ? null : content;
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENOENT) {
                return content;
            }
            throw e;
        }
    }

    /** Reads all but the elements; returns whether the table exists. */
    private boolean readParts(RulesetDecoder content) throws NetlinkException {
        return generations.consistent(
                () -> {
                    content.clear();
                    boolean present = socket.find(requests.table(table), content::accept);
                    return present && readAllParts(content::accept) ? null : present;
                });
    }

    /** Reads each kind of object; returns whether a dump was interrupted by a commit. */
    private boolean readAllParts(Consumer<MessageReader> decoder) throws NetlinkException {
        boolean interrupted = socket.request(requests.chains(table), decoder);
        interrupted |= socket.request(requests.rules(table), decoder);
        interrupted |= socket.request(requests.sets(table), decoder);
        interrupted |= socket.request(requests.objects(table), decoder);
        interrupted |= socket.request(requests.flowtables(table), decoder);
        return interrupted;
    }
}
