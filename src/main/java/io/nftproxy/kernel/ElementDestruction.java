package io.nftproxy.kernel;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.ElementValue;
import io.nftproxy.core.nft.Field;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.NlmsgError;
import io.nftproxy.kernel.netlink.nftables.EncodedBatch;
import io.nftproxy.kernel.netlink.nftables.TransactionEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The deletion of elements that may not exist any more, such as expired affinity clients.
 *
 * <p>Kernels since 6.3 have {@code NFT_MSG_DESTROYSETELEM} for this. On older kernels the set is
 * read, and the elements found are deleted. If one of them expires before the commit, the kernel
 * rejects the transaction. In a large map the next one expires before a second try, so this one
 * adds each element before it deletes it: to add an element that exists changes nothing.
 */
final class ElementDestruction {
    /** A table that does not exist, so that an operation on it changes nothing. */
    private static final TableRef NOWHERE =
            new TableRef(TableRef.Family.INET, "nftproxy-feature-probe");

    private static final Transaction PROBE =
            new Transaction(
                    List.of(
                            new Operation.DestroyElements(
                                    NOWHERE,
                                    SetSpec.set("nothing", Field.IP_DADDR),
                                    List.of(Element.of(Bytes.ofInt(0))))));

    /** Tries before giving up. */
    private static final int MAX_TRIES = 10;

    /**
     * Elements added at once: a full set has no room for an element that expired and is still
     * stored, but it has room for as many as the transaction has deleted before.
     */
    private static final int ADDED_AT_ONCE = 100;

    private final NetlinkSocket socket;
    private final TableReader reader;

    /** Whether the kernel has the message; null until it is known. */
    private @Nullable Boolean knownToKernel;

    /**
     * @param knownToKernel whether the kernel has the message; null to probe at first use
     */
    ElementDestruction(NetlinkSocket socket, TableReader reader, @Nullable Boolean knownToKernel) {
        this.socket = socket;
        this.reader = reader;
        this.knownToKernel = knownToKernel;
    }

    /** Returns whether the kernel accepts the transaction unchanged; false if that is not known. */
    boolean canSend(Transaction transaction) throws NetlinkException {
        for (Operation operation : transaction.operations()) {
            if (operation instanceof Operation.DestroyElements) {
                return isKnownToKernel();
            }
        }
        return true;
    }

    /** The commit of a transaction without destructions. */
    @FunctionalInterface
    interface Sender {
        CommitReport send(Transaction transaction) throws KernelFailure, NetlinkException;
    }

    /** Sends a transaction with each destruction replaced by a deletion of existing elements. */
    CommitReport sendDeletions(Transaction transaction, Sender sender)
            throws KernelFailure, NetlinkException {
        for (int i = 1; ; i++) {
            Transaction deleting = asDeletions(transaction, i > 1);
            if (deleting.isEmpty()) {
                return CommitReport.NOTHING;
            }
            try {
                return sender.send(deleting);
            } catch (CommitRejected e) {
                if (i == MAX_TRIES || !isAboutClients(e)) {
                    throw e;
                }
            }
        }
    }

    /**
     * Returns whether the kernel rejected an element that packets may have changed meanwhile: it
     * expired ({@code ENOENT}, in a full set {@code ENFILE}), or was learned again with another
     * value ({@code EEXIST}).
     */
    private static boolean isAboutClients(CommitRejected rejected) {
        return rejected.refused() instanceof Operation.OnElements some && some.set().isDynamic();
    }

    private Transaction asDeletions(Transaction transaction, boolean addingFirst)
            throws NetlinkException {
        List<Operation> operations = new ArrayList<>();
        for (Operation operation : transaction.operations()) {
            if (operation instanceof Operation.DestroyElements destroy) {
                List<Element> present = present(destroy);
                if (addingFirst) {
                    addAndDelete(destroy, present, operations);
                } else if (!present.isEmpty()) {
                    operations.add(
                            new Operation.DeleteElements(destroy.table(), destroy.set(), present));
                }
            } else {
                operations.add(operation);
            }
        }
        return new Transaction(operations);
    }

    private static void addAndDelete(
            Operation.DestroyElements destroy, List<Element> present, List<Operation> operations) {
        TableRef table = destroy.table();
        SetSpec set = destroy.set();
        for (int from = 0; from < present.size(); from += ADDED_AT_ONCE) {
            int to = Math.min(from + ADDED_AT_ONCE, present.size());
            List<Element> some = present.subList(from, to);
            List<Element> own =
                    some.stream()
                            .filter(one -> !(one.value() instanceof ElementValue.Opaque))
                            .toList();
            if (!own.isEmpty()) {
                operations.add(new Operation.AddElements(table, set, own));
            }
            operations.add(new Operation.DeleteElements(table, set, some));
        }
    }

    /** Returns the elements to destroy that the set has now, with their present values. */
    private List<Element> present(Operation.DestroyElements destroy) throws NetlinkException {
        Map<Object, Element> found = new HashMap<>();
        reader.readElements(destroy.set())
                .forEach(element -> found.put(element.identity(), element));
        List<Element> present = new ArrayList<>();
        for (Element element : destroy.elements()) {
            Element now = found.get(element.identity());
            if (now != null) {
                present.add(now);
            }
        }
        return present;
    }

    private boolean isKnownToKernel() throws NetlinkException {
        if (knownToKernel == null) {
            knownToKernel = probe();
        }
        return Boolean.TRUE.equals(knownToKernel);
    }

    /**
     * Probes the kernel by destroying an element of a table that does not exist. A kernel that has
     * the message replies {@code ENOENT}; an older one replies {@code EINVAL}. Neither changes
     * anything.
     *
     * @return whether the kernel has the message; null after any other reply, or if the reply was
     *     lost
     */
    private @Nullable Boolean probe() throws NetlinkException {
        int first = socket.takeSequences(3);
        EncodedBatch batch = new TransactionEncoder().encode(PROBE, 0, first);
        for (NlmsgError reply : socket.transact(batch.bytes()).replies()) {
            if (reply.sequence() == batch.lastSequence()) {
                return switch (reply.errno()) {
                    case Errno.ENOENT -> true;
                    case Errno.EINVAL -> false;
                    default -> null;
                };
            }
        }
        return null;
    }
}
