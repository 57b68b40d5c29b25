package io.nftproxy.kernel;

import io.nftproxy.core.diff.ForeignChange;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Element;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.kernel.netlink.nftables.NftMessage;
import io.nftproxy.kernel.netlink.nftables.Samples;
import io.nftproxy.kernel.netlink.nftables.TransactionEncoder;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A scripted kernel with a generation, one empty table and its notifications. Other processes
 * commit at chosen moments.
 */
final class PlayedTable implements Consumer<ScriptedKernel>, ForeignChanges {
    private static final int NLM_F_DUMP_INTR = 0x10;

    private final List<Integer> requests = new ArrayList<>();
    private final List<Integer> batchGenerations = new ArrayList<>();
    private final Deque<Consumer<ScriptedKernel>> batchReplies = new ArrayDeque<>();
    private final Deque<Consumer<ScriptedKernel>> questionReplies = new ArrayDeque<>();
    private int generation = 1;
    private @Nullable ForeignChange seen;
    private boolean tableChangesBeforeBatch;
    private boolean listens;
    private boolean listenedDuringBatch;
    private int tornDumps;
    private int commitsOfOthersAfter = Integer.MAX_VALUE;
    private boolean othersNeverStop;
    private boolean cannotDestroy;
    private List<Element> clients = List.of();

    /** Commits to another table, as another process. */
    void otherTableChanges() {
        generation++;
    }

    /** Deletes and recreates the table, as another process. */
    void tableChanges() {
        generation++;
        if (listens) {
            seen = new ForeignChange("all of it", true);
        }
    }

    /** Does the same just before the next batch. */
    void tableChangesBeforeBatch() {
        tableChangesBeforeBatch = true;
    }

    /** Marks the next dumps as inconsistent. */
    void tearDumps(int count) {
        tornDumps = count;
    }

    /** Commits to another table just before the request with this number. */
    void otherTableChangesBeforeRequest(int number) {
        commitsOfOthersAfter = requests.size() + number;
    }

    /** Commits to another table before every batch. */
    void othersNeverStop() {
        othersNeverStop = true;
    }

    /** Rejects {@code NFT_MSG_DESTROYSETELEM}, as kernels before 6.3 do. */
    void cannotDestroy() {
        cannotDestroy = true;
    }

    /** Sets the elements of every set. */
    void holds(List<Element> elements) {
        clients = elements;
    }

    /** Returns whether the process listened during the last batch. */
    boolean listenedDuringBatch() {
        return listenedDuringBatch;
    }

    @Override
    public @Nullable ForeignChange seen() {
        return seen;
    }

    @Override
    public void forget() {
        seen = null;
    }

    @Override
    public void pause() {
        listens = false;
    }

    @Override
    public void listen() {
        listens = true;
    }

    @Override
    public int descriptor() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void readable() {}

    @Override
    public void onChange(Runnable wake) {}

    @Override
    public void close() {}

    /**
     * Sets the reply to the next batch for the current generation, instead of its acknowledgement.
     */
    void onBatch(Consumer<ScriptedKernel> replies) {
        batchReplies.add(replies);
    }

    /** Sets the reply to the next probe of {@code NFT_MSG_DESTROYSETELEM}. */
    void onQuestion(Consumer<ScriptedKernel> replies) {
        questionReplies.add(replies);
    }

    /** Returns the message types of the requests so far. */
    List<Integer> requests() {
        return requests;
    }

    /** Returns the generation of each batch. */
    List<Integer> batchGenerations() {
        return batchGenerations;
    }

    @Override
    public void accept(ScriptedKernel kernel) {
        byte[] sent = kernel.sent().getLast();
        MessageReader message = new MessageReader(ByteBuffer.wrap(sent), sent.length);
        message.next();
        requests.add(message.type());
        if (requests.size() == commitsOfOthersAfter) {
            otherTableChanges();
        }
        switch (message.type()) {
            case NftMessage.GETGEN -> kernel.reply(NftMessage.NEWGEN, 0, attribute(1, generation));
            case NftMessage.GETTABLE -> kernel.reply(NftMessage.NEWTABLE, 0, longAttribute(4, 7));
            case NftMessage.BATCH_BEGIN -> batch(kernel, message);
            case NftMessage.GETSETELEM -> {
                kernel.reply(NftMessage.NEWSETELEM, 2, elements());
                kernel.replyDone(0);
            }
            default -> dump(kernel);
        }
    }

    private void dump(ScriptedKernel kernel) {
        if (tornDumps > 0) {
            tornDumps--;
            kernel.reply(NftMessage.NEWGEN, 2 | NLM_F_DUMP_INTR);
        }
        kernel.replyDone(0);
    }

    private void batch(ScriptedKernel kernel, MessageReader begin) {
        var attributes = begin.attributes();
        attributes.next();
        int wanted = attributes.u32();
        if (kernel.messagesSent() == 2) {
            if (wanted != generation) {
                kernel.replyError(0, Errno.ERESTART);
            }
            return;
        }
        batchGenerations.add(wanted);
        listenedDuringBatch = listens;
        if (tableChangesBeforeBatch) {
            tableChangesBeforeBatch = false;
            tableChanges();
        }
        if (othersNeverStop) {
            otherTableChanges();
        }
        boolean destroys = begin.next() && begin.type() == NftMessage.DESTROYSETELEM;
        Consumer<ScriptedKernel> toQuestion =
                destroys && wanted == 0 ? questionReplies.poll() : null;
        if (toQuestion != null) {
            toQuestion.accept(kernel);
            return;
        }
        if (destroys && (cannotDestroy || wanted == 0)) {
            kernel.replyError(1, cannotDestroy ? Errno.EINVAL : Errno.ENOENT);
            return;
        }
        Consumer<ScriptedKernel> replies = batchReplies.poll();
        if (wanted != generation) {
            kernel.replyError(0, Errno.ERESTART);
        } else if (replies == null) {
            generation++;
            kernel.replyError(kernel.messagesSent() - 2, 0);
        } else {
            replies.accept(kernel);
        }
    }

    /** Returns the attributes of a message with the elements. */
    private byte[] elements() {
        Operation add = new Operation.AddElements(Samples.TABLE, Samples.CLIENTS4, clients);
        ByteBuffer batch =
                new TransactionEncoder().encode(new Transaction(List.of(add)), 0, 1).bytes();
        MessageReader messages = new MessageReader(batch, batch.limit());
        messages.next();
        messages.next();
        byte[] attributes = new byte[messages.length() - 20];
        batch.get(messages.start() + 20, attributes);
        return attributes;
    }

    private static byte[] attribute(int type, int value) {
        byte[] bytes = {8, 0, (byte) type, 0, 0, 0, 0, 0};
        ByteBuffer.wrap(bytes).putInt(4, value);
        return bytes;
    }

    private static byte[] longAttribute(int type, long value) {
        byte[] bytes = {12, 0, (byte) type, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        ByteBuffer.wrap(bytes).putLong(4, value);
        return bytes;
    }
}
