package io.nftproxy.kernel;

import io.nftproxy.diff.ExpectedKeys;
import io.nftproxy.diff.SetFill;
import io.nftproxy.netlink.MessageReader;
import io.nftproxy.netlink.nftables.Generation;
import io.nftproxy.netlink.nftables.OutlineDecoder;
import io.nftproxy.netlink.nftables.Requests;
import io.nftproxy.netlink.nftables.RulesetDecoder;
import io.nftproxy.netlink.nftables.SetFillDecoder;
import io.nftproxy.netlink.nftables.TableOutline;
import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.Ruleset;
import io.nftproxy.ruleset.SetSpec;
import io.nftproxy.ruleset.TableRef;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one table, as it was at one instant.
 *
 * <p>A table takes many requests, and anybody's commit may fall in between: the kernel counts the
 * commits of all tables of a namespace as one, the generation. What was read while it did not move
 * is whole. Elements take longer; where others commit all the time, it has to do that our table's
 * outline was the same before and after them.
 */
final class TableReader {
    /** An outline takes less than a millisecond, so one of these is undisturbed. */
    private static final int MAX_OUTLINES = 1000;

    private static final int MAX_READINGS = 20;

    /** How many readings of elements insist on silence everywhere. */
    private static final int MAX_SILENT_READINGS = 3;

    private final NetlinkSocket socket;
    private final TableRef table;
    private final ElementReader elements;
    private final Requests requests = new Requests();

    TableReader(NetlinkSocket socket, TableRef table, int dumpedElements) {
        this.elements = new ElementReader(socket, table, dumpedElements);
        this.socket = socket;
        this.table = table;
    }

    /** An outline, and the generation it is of. */
    record Sight(int generation, TableOutline outline) {}

    /** A table's content, and the sight of the table it belongs to. */
    record Reading(Sight sight, Ruleset ruleset) {}

    /** The generation of all rulesets of the namespace. */
    int generation() throws NetlinkException {
        int[] generation = new int[1];
        socket.request(
                requests.generation(socket.takeSequences(1)),
                message -> generation[0] = Generation.of(message));
        return generation[0];
    }

    /** Looks at the table from outside: handles and counts. */
    Sight look() throws NetlinkException {
        return look(null);
    }

    /** Looks at the table, and takes in all but the elements if there is somewhere to put it. */
    private Sight look(@Nullable RulesetDecoder content) throws NetlinkException {
        int before = generation();
        for (int i = 0; i < MAX_OUTLINES; i++) {
            OutlineDecoder outline = new OutlineDecoder(table);
            Consumer<MessageReader> decoder = outline::accept;
            if (content != null) {
                content.clear();
                decoder = decoder.andThen(content::accept);
            }
            boolean torn = readParts(decoder);
            if (content != null) {
                torn |= readAdditions(decoder);
            }
            int after = generation();
            if (!torn && before == after) {
                return new Sight(after, outline.outline());
            }
            before = after;
        }
        throw new NetlinkException("the rulesets never stand still", Errno.EAGAIN);
    }

    /** Reads all of the table. */
    Reading read(ExpectedKeys expected) throws NetlinkException {
        RulesetDecoder content = new RulesetDecoder(table);
        for (int i = 0; i < MAX_READINGS; i++) {
            Sight before = look(content);
            if (before.outline().equals(TableOutline.ABSENT)) {
                return new Reading(before, Ruleset.ABSENT);
            }
            try {
                if (elements.readAll(content, before.outline(), expected) && isSettled(before, i)) {
                    return new Reading(before, content.ruleset());
                }
            } catch (NetlinkException e) {
                if (generation() == before.generation()) {
                    throw e;
                }
            }
        }
        throw new NetlinkException("the table changes faster than it can be read", Errno.EAGAIN);
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

    /** How full the sets are that packets fill. */
    List<SetFill> fills() throws NetlinkException {
        for (int i = 0; i < MAX_OUTLINES; i++) {
            SetFillDecoder decoder = new SetFillDecoder(table);
            if (!socket.request(requests.sets(table, socket.takeSequences(1)), decoder::accept)) {
                return decoder.fills();
            }
        }
        throw new NetlinkException("the rulesets never stand still", Errno.EAGAIN);
    }

    /** Whether a reading that began with this sight is of one table, not of two states of it. */
    private boolean isSettled(Sight before, int readings) throws NetlinkException {
        return generation() == before.generation()
                || readings >= MAX_SILENT_READINGS && look().outline().equals(before.outline());
    }

    /** What another process may have put into the table, and we never do. */
    private boolean readAdditions(Consumer<MessageReader> decoder) throws NetlinkException {
        boolean torn = socket.request(requests.objects(table, socket.takeSequences(1)), decoder);
        torn |= socket.request(requests.flowtables(table, socket.takeSequences(1)), decoder);
        return torn;
    }

    private boolean readParts(Consumer<MessageReader> decoder) throws NetlinkException {
        try {
            socket.request(requests.table(table, socket.takeSequences(1)), decoder);
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENOENT) {
                return false;
            }
            throw e;
        }
        boolean torn = socket.request(requests.chains(table, socket.takeSequences(1)), decoder);
        torn |= socket.request(requests.rules(table, socket.takeSequences(1)), decoder);
        torn |= socket.request(requests.sets(table, socket.takeSequences(1)), decoder);
        return torn;
    }
}
