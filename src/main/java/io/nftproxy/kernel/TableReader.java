package io.nftproxy.kernel;

import io.nftproxy.netlink.MessageReader;
import io.nftproxy.netlink.nftables.Generation;
import io.nftproxy.netlink.nftables.OutlineDecoder;
import io.nftproxy.netlink.nftables.Requests;
import io.nftproxy.netlink.nftables.RulesetDecoder;
import io.nftproxy.netlink.nftables.TableOutline;
import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.Ruleset;
import io.nftproxy.ruleset.SetSpec;
import io.nftproxy.ruleset.TableRef;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads one table, as it was at one instant.
 *
 * <p>A table takes many requests, and anybody's commit may fall in between: the kernel counts
 * commits of all tables of a namespace as one, the generation. A reading during which it did not
 * move is whole. Where others commit all the time, one during which the table's outline stayed the
 * same has to do.
 */
final class TableReader {
    /** Readings without elements take less than a millisecond, so one of these is undisturbed. */
    private static final int MAX_OUTLINES = 1000;

    /** How often a whole reading waits for silence. */
    private static final int MAX_SILENT_READINGS = 3;

    private static final int MAX_READINGS = 20;

    private final NetlinkSocket socket;
    private final TableRef table;
    private final Requests requests = new Requests();

    TableReader(NetlinkSocket socket, TableRef table) {
        this.socket = socket;
        this.table = table;
    }

    /** An outline, and the generation it is of. */
    record Sight(int generation, TableOutline outline) {}

    /** What was read, with the sight of the table it belongs to. */
    record Reading<T>(Sight sight, T content) {}

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
        int before = generation();
        for (int i = 0; i < MAX_OUTLINES; i++) {
            OutlineDecoder decoder = new OutlineDecoder(table);
            boolean torn = readParts(decoder::accept);
            int after = generation();
            if (!torn && before == after) {
                return new Sight(after, decoder.outline());
            }
            before = after;
        }
        throw new NetlinkException("the rulesets never stand still", Errno.EAGAIN);
    }

    /** Reads all of the table. */
    Reading<Ruleset> read() throws NetlinkException {
        return undisturbed(
                sight -> {
                    RulesetDecoder decoder = new RulesetDecoder(table);
                    if (sight.outline().equals(TableOutline.ABSENT)) {
                        return new Part<>(false, Ruleset.ABSENT);
                    }
                    boolean torn = readParts(decoder::accept);
                    for (SetSpec set : decoder.sets()) {
                        torn |= readElements(set, decoder);
                    }
                    return new Part<>(torn, decoder.ruleset());
                });
    }

    /** Reads the elements of one set. */
    Reading<List<Element>> readElements(SetSpec set) throws NetlinkException {
        return undisturbed(
                _ -> {
                    RulesetDecoder decoder = new RulesetDecoder(table);
                    boolean torn = readElements(set, decoder);
                    return new Part<>(torn, decoder.elementsOf(set));
                });
    }

    private record Part<T>(boolean torn, T content) {}

    /** A part of a reading. */
    @FunctionalInterface
    private interface PartReader<T> {
        Part<T> read(Sight sight) throws NetlinkException;
    }

    private <T> Reading<T> undisturbed(PartReader<T> reader) throws NetlinkException {
        Sight before = look();
        for (int i = 0; i < MAX_READINGS; i++) {
            Part<T> part;
            try {
                part = reader.read(before);
            } catch (NetlinkException e) {
                Sight now = look();
                if (now.generation() == before.generation()) {
                    throw e;
                }
                before = now;
                continue;
            }
            if (!part.torn() && generation() == before.generation()) {
                return new Reading<>(before, part.content());
            }
            Sight after = look();
            if (i >= MAX_SILENT_READINGS && after.outline().equals(before.outline())) {
                return new Reading<>(after, part.content());
            }
            before = after;
        }
        throw new NetlinkException(table + " changes faster than it can be read", Errno.EAGAIN);
    }

    private boolean readElements(SetSpec set, RulesetDecoder decoder) throws NetlinkException {
        if (set.key().isEmpty()) {
            return false;
        }
        return socket.request(
                requests.elements(table, set.name(), socket.takeSequences(1)), decoder::accept);
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
