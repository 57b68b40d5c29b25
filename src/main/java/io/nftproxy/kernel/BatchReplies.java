package io.nftproxy.kernel;

import io.nftproxy.kernel.netlink.NlmsgError;
import java.util.List;

/**
 * The kernel's replies to a batch.
 *
 * @param replies errors and acknowledgements, in the order of arrival
 * @param lost why replies are missing, for example {@code ENOBUFS}; empty if all arrived
 */
public record BatchReplies(List<NlmsgError> replies, String lost) {
    public BatchReplies {
        replies = List.copyOf(replies);
    }
}
