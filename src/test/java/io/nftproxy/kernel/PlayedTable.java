package io.nftproxy.kernel;

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
 * A kernel with a generation and one empty table, to which things happen at chosen moments, and its
 * notifications.
 */
final class PlayedTable implements Consumer<ScriptedKernel>, ForeignChanges {
    private static final int NLM_F_DUMP_INTR = 0x10;

    private final List<Integer> requests = new ArrayList<>();
    private final List<Integer> batchGenerations = new ArrayList<>();
    private final Deque<Consumer<ScriptedKernel>> batchAnswers = new ArrayDeque<>();
    private final Deque<Consumer<ScriptedKernel>> questionAnswers = new ArrayDeque<>();
    private int generation = 1;
    private @Nullable String seen;
    private boolean tableChangesBeforeBatch;
    private boolean listens;
    private boolean listenedDuringBatch;
    private int tornDumps;
    private int commitsOfOthersAfter = Integer.MAX_VALUE;
    private boolean othersNeverStop;
    private boolean cannotDestroy;
    private List<Element> clients = List.of();

    /** Somebody commits to another table. */
    void otherTableChanges() {
        generation++;
    }

    /** Somebody deletes the table and makes it again. */
    void tableChanges() {
        generation++;
        if (listens) {
            seen = "all of it";
        }
    }

    /** The same, when the next batch is on its way. */
    void tableChangesBeforeBatch() {
        tableChangesBeforeBatch = true;
    }

    /** So many dumps to come are torn. */
    void tearDumps(int count) {
        tornDumps = count;
    }

    /** One commit to another table happens just before the request of this number. */
    void otherTableChangesBeforeRequest(int number) {
        commitsOfOthersAfter = requests.size() + number;
    }

    /** There is a commit to another table before every batch. */
    void othersNeverStop() {
        othersNeverStop = true;
    }

    /** A kernel before 6.3. */
    void cannotDestroy() {
        cannotDestroy = true;
    }

    /** The elements of every set. */
    void holds(List<Element> elements) {
        clients = elements;
    }

    /** Whether there was a listener when the last batch came. */
    boolean listenedDuringBatch() {
        return listenedDuringBatch;
    }

    @Override
    public @Nullable String seen() {
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

    /** How the next batch for the right generation is answered; else it is acknowledged. */
    void onBatch(Consumer<ScriptedKernel> answers) {
        batchAnswers.add(answers);
    }

    /** How the next question whether the kernel can destroy elements is answered. */
    void onQuestion(Consumer<ScriptedKernel> answers) {
        questionAnswers.add(answers);
    }

    /** Types of the requests so far. */
    List<Integer> requests() {
        return requests;
    }

    /** For which generations batches were sent. */
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
            case NftMessage.GETGEN -> kernel.answer(NftMessage.NEWGEN, 0, attribute(1, generation));
            case NftMessage.GETTABLE -> kernel.answer(NftMessage.NEWTABLE, 0, longAttribute(4, 7));
            case NftMessage.BATCH_BEGIN -> batch(kernel, message);
            case NftMessage.GETSETELEM -> {
                kernel.answer(NftMessage.NEWSETELEM, 2, elements());
                kernel.answerDone(0);
            }
            default -> dump(kernel);
        }
    }

    private void dump(ScriptedKernel kernel) {
        if (tornDumps > 0) {
            tornDumps--;
            kernel.answer(NftMessage.NEWGEN, 2 | NLM_F_DUMP_INTR);
        }
        kernel.answerDone(0);
    }

    private void batch(ScriptedKernel kernel, MessageReader begin) {
        var attributes = begin.attributes();
        attributes.next();
        int wanted = attributes.u32();
        if (kernel.messagesSent() == 2) {
            if (wanted != generation) {
                kernel.answerError(0, Errno.ERESTART);
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
                destroys && wanted == 0 ? questionAnswers.poll() : null;
        if (toQuestion != null) {
            toQuestion.accept(kernel);
            return;
        }
        if (destroys && (cannotDestroy || wanted == 0)) {
            kernel.answerError(1, cannotDestroy ? Errno.EINVAL : Errno.ENOENT);
            return;
        }
        Consumer<ScriptedKernel> answers = batchAnswers.poll();
        if (wanted != generation) {
            kernel.answerError(0, Errno.ERESTART);
        } else if (answers == null) {
            generation++;
            kernel.answerError(kernel.messagesSent() - 2, 0);
        } else {
            answers.accept(kernel);
        }
    }

    /** The attributes of a message with the elements, as they are sent. */
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
