package io.nftproxy.render;

import io.nftproxy.diff.TransactionBuilder;
import java.util.List;

/**
 * A change of the table that is not true yet.
 *
 * @param transaction what brings the kernel there; more may be added to it
 * @param revisions clients of session affinity that have to be looked through along with it
 * @param accept makes it true in the {@link AppliedTable}: to be run when the kernel has taken it
 */
public record TableChange(
        TransactionBuilder transaction, List<PoolRevision> revisions, Runnable accept) {
    public TableChange {
        revisions = List.copyOf(revisions);
    }
}
