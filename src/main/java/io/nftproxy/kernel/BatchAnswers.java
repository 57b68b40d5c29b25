package io.nftproxy.kernel;

import io.nftproxy.kernel.netlink.ErrorAnswer;
import java.util.List;

/**
 * What the kernel said to a batch.
 *
 * @param answers errors and acknowledgements, in the order they came
 * @param lost why some are missing, {@code ENOBUFS}; empty if none is
 */
public record BatchAnswers(List<ErrorAnswer> answers, String lost) {
    public BatchAnswers {
        answers = List.copyOf(answers);
    }
}
