package io.nftproxy.kernel;

import io.nftproxy.core.diff.ExpectedKeys;
import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.ErrorAnswer;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.kernel.netlink.nftables.Generation;
import io.nftproxy.kernel.netlink.nftables.Requests;
import io.nftproxy.kernel.netlink.nftables.RulesetDecoder;
import io.nftproxy.kernel.netlink.nftables.SetFillDecoder;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads one table, as it was at one instant.
 *
 * <p>A table takes many requests, and another process may commit in between. The kernel counts the
 * commits of all tables of a namespace as one, the generation: the parts of a table, which take
 * less than a millisecond, are read while it does not move. Elements take longer. For them it is
 * enough that the kernel notifies of no change of this table.
 */
final class TableReader {
    /** The parts take less than a millisecond, so one of these readings is undisturbed. */
    private static final int MAX_PARTS = 1000;

    private static final int MAX_READINGS = 20;

    private final NetlinkSocket socket;
    private final TableRef table;
    private final ForeignChanges others;
    private final ElementReader elements;
    private final Requests requests = new Requests();

    TableReader(NetlinkSocket socket, TableRef table, ForeignChanges others, int dumpedElements) {
        this.elements = new ElementReader(socket, table, dumpedElements);
        this.socket = socket;
        this.table = table;
        this.others = others;
    }

    /**
     * A table's content.
     *
     * @param generation that it belongs to
     */
    record Reading(int generation, Ruleset ruleset) {}

    /** The generation of all rulesets of the namespace. */
    int generation() throws NetlinkException {
        int[] generation = new int[1];
        socket.request(
                requests.generation(socket.takeSequences(1)),
                message -> generation[0] = Generation.of(message));
        return generation[0];
    }

    /**
     * The generation, when the commit that led to it has ended: the kernel raises the number first
     * and notifies last.
     */
    int settledGeneration() throws NetlinkException {
        for (int i = 0; i < MAX_PARTS; i++) {
            int generation = generation();
            if (isSettled(generation)) {
                return generation;
            }
        }
        throw new NetlinkException("the rulesets never stand still", Errno.EAGAIN);
    }

    private boolean isSettled(int generation) throws NetlinkException {
        BatchAnswers answers =
                socket.transact(requests.emptyBatch(generation, socket.takeSequences(2)));
        for (ErrorAnswer answer : answers.answers()) {
            if (answer.errno() == Errno.ERESTART) {
                return false;
            }
            if (answer.errno() != 0) {
                throw new NetlinkException("the kernel refused an empty batch", answer.errno());
            }
        }
        return answers.lost().isEmpty();
    }

    /** Reads all of the table. */
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

    /** How full the sets are that packets fill; a table that is absent has none. */
    List<SetFill> fills() throws NetlinkException {
        try {
            return fillsOfPresent();
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENOENT) {
                return List.of();
            }
            throw e;
        }
    }

    private List<SetFill> fillsOfPresent() throws NetlinkException {
        for (int i = 0; i < MAX_PARTS; i++) {
            SetFillDecoder decoder = new SetFillDecoder(table);
            if (!request(decoder)) {
                return decoder.fills();
            }
        }
        throw new NetlinkException("the rulesets never stand still", Errno.EAGAIN);
    }

    /** Whether another commit came in between. */
    private boolean request(SetFillDecoder decoder) throws NetlinkException {
        try {
            return socket.request(requests.sets(table, socket.takeSequences(1)), decoder::accept);
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENOENT) {
                return false;
            }
            throw e;
        }
    }

    /** Takes in all but the elements; returns whether there is a table. */
    private boolean readParts(RulesetDecoder content) throws NetlinkException {
        int before = generation();
        for (int i = 0; i < MAX_PARTS; i++) {
            content.clear();
            boolean present = isPresent(content::accept);
            boolean torn = present && areTorn(content::accept);
            int after = generation();
            if (!torn && before == after) {
                return present;
            }
            before = after;
        }
        throw new NetlinkException("the rulesets never stand still", Errno.EAGAIN);
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

    /** Objects and flowtables are never ours. */
    private boolean areTorn(Consumer<MessageReader> decoder) throws NetlinkException {
        boolean torn = socket.request(requests.chains(table, socket.takeSequences(1)), decoder);
        torn |= socket.request(requests.rules(table, socket.takeSequences(1)), decoder);
        torn |= socket.request(requests.sets(table, socket.takeSequences(1)), decoder);
        torn |= socket.request(requests.objects(table, socket.takeSequences(1)), decoder);
        torn |= socket.request(requests.flowtables(table, socket.takeSequences(1)), decoder);
        return torn;
    }
}
