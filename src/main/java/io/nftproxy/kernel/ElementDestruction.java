package io.nftproxy.kernel;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Field;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.NlmsgError;
import io.nftproxy.kernel.netlink.nftables.EncodedBatch;
import io.nftproxy.kernel.netlink.nftables.TransactionEncoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The deletion of elements that may not exist any more, such as expired affinity clients.
 *
 * <p>Kernels since 6.3 have {@code NFT_MSG_DESTROYSETELEM} for this. On older kernels the set is
 * read, and the elements found are deleted. If one of them expires before the commit, the kernel
 * rejects the transaction, and the caller reads the set again and retries.
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

    /**
     * Returns the transaction with each destruction replaced by a deletion of existing elements.
     */
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
