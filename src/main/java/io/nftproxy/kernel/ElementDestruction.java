package io.nftproxy.kernel;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Field;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.ErrorAnswer;
import io.nftproxy.kernel.netlink.nftables.EncodedBatch;
import io.nftproxy.kernel.netlink.nftables.TransactionEncoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deleting elements that may be gone already, as clients whose time is up.
 *
 * <p>Kernels since 6.3 have a message for that, {@code NFT_MSG_DESTROYSETELEM}. For older ones it
 * is a deletion of those that are there now; one that expires in between fails the transaction,
 * which is then made again from what is there.
 */
final class ElementDestruction {
    /** No table has this name, so that an operation on it changes nothing. */
    private static final TableRef NOWHERE =
            new TableRef(TableRef.Family.INET, "nftproxy-feature-probe");

    private static final Transaction PROBE =
            new Transaction(
                    List.of(
                            new Operation.DestroyElements(
                                    NOWHERE,
                                    SetSpec.set("nothing", Field.IP_DADDR),
                                    List.of(Element.of(Bytes.ofInt(0))))));

    private final NetlinkSocket socket;
    private final TableReader reader;

    /** Null as long as the kernel has not said. */
    private @Nullable Boolean knownToKernel;

    /**
     * @param knownToKernel whether the kernel has the message; null to ask it when it matters
     */
    ElementDestruction(NetlinkSocket socket, TableReader reader, @Nullable Boolean knownToKernel) {
        this.socket = socket;
        this.reader = reader;
        this.knownToKernel = knownToKernel;
    }

    /** Returns whether a transaction can be sent as it is; false if that is not known. */
    boolean canSend(Transaction transaction) throws NetlinkException {
        for (Operation operation : transaction.operations()) {
            if (operation instanceof Operation.DestroyElements) {
                return isKnownToKernel();
            }
        }
        return true;
    }

    /** The transaction with a deletion of what is there now in place of each destruction. */
    Transaction asDeletions(Transaction transaction) throws NetlinkException {
        List<Operation> operations = new ArrayList<>();
        for (Operation operation : transaction.operations()) {
            if (operation instanceof Operation.DestroyElements destroy) {
                List<Element> present = present(destroy);
                if (!present.isEmpty()) {
                    operations.add(
                            new Operation.DeleteElements(destroy.table(), destroy.set(), present));
                }
            } else {
                operations.add(operation);
            }
        }
        return new Transaction(operations);
    }

    private List<Element> present(Operation.DestroyElements destroy) throws NetlinkException {
        Set<Object> found = new HashSet<>();
        reader.readElements(destroy.set()).forEach(element -> found.add(element.identity()));
        return destroy.elements().stream()
                .filter(element -> found.contains(element.identity()))
                .toList();
    }

    private boolean isKnownToKernel() throws NetlinkException {
        if (knownToKernel == null) {
            knownToKernel = ask();
        }
        return Boolean.TRUE.equals(knownToKernel);
    }

    /**
     * Destroys an element of a table that does not exist. That fails for want of the table where
     * the kernel has the message, and as an invalid message where it has not. Nothing is done
     * either way.
     *
     * @return null if the kernel said neither, for want of memory or because the answer was lost:
     *     then the question is still open
     */
    private @Nullable Boolean ask() throws NetlinkException {
        int first = socket.takeSequences(3);
        EncodedBatch batch = new TransactionEncoder().encode(PROBE, 0, first);
        for (ErrorAnswer answer : socket.transact(batch.bytes()).answers()) {
            if (answer.sequence() == batch.lastSequence()) {
                return switch (answer.errno()) {
                    case Errno.ENOENT -> true;
                    case Errno.EINVAL -> false;
                    default -> null;
                };
            }
        }
        return null;
    }
}
