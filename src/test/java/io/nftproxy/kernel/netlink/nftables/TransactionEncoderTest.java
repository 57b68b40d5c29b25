package io.nftproxy.kernel.netlink.nftables;

import static io.nftproxy.kernel.netlink.nftables.Samples.CLUSTER_IPS4;
import static io.nftproxy.kernel.netlink.nftables.Samples.ENDPOINTS4;
import static io.nftproxy.kernel.netlink.nftables.Samples.SERVICE_IPS4;
import static io.nftproxy.kernel.netlink.nftables.Samples.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.PackedElements;
import io.nftproxy.core.nft.Verdict;
import io.nftproxy.kernel.netlink.HexDump;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.kernel.netlink.NetlinkConstants;
import io.nftproxy.kernel.netlink.NlmsgError;
import io.nftproxy.testing.Hex;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionEncoderTest {
    private static final int GENERATION = 77;
    private static final int FIRST_SEQUENCE = 9;

    /** Bytes of an element with a key of 4 bytes. */
    private static final int ELEMENT_BYTES = 16;

    /**
     * Bytes before the elements of cluster-ips4: headers, table and set name, header of the list.
     */
    private static final int LIST_OFFSET = 20 + 16 + 20 + 4;

    private static final Operation ADD_CHAIN = new Operation.AddChain(TABLE, Chain.of("services"));
    private static final Operation FLUSH = new Operation.FlushSet(TABLE, "cluster-ips4");

    private final TransactionEncoder encoder = new TransactionEncoder();

    @Test
    void aBatchBeginsAndEndsAndKeepsTheOrder() {
        EncodedBatch batch = encode(ADD_CHAIN, FLUSH);

        assertThat(messages(batch))
                .extracting(Message::type)
                .containsExactly(
                        NftMessage.BATCH_BEGIN,
                        NftMessage.NEWCHAIN,
                        NftMessage.DELSETELEM,
                        NftMessage.BATCH_END);
    }

    @Test
    void everyMessageHasItsOwnNumber() {
        EncodedBatch batch = encode(ADD_CHAIN, FLUSH);

        assertThat(messages(batch)).extracting(Message::sequence).containsExactly(9, 10, 11, 12);
        assertThat(batch.firstSequence()).isEqualTo(9);
        assertThat(batch.lastSequence()).isEqualTo(11);
        assertThat(batch.contains(8)).isFalse();
        assertThat(batch.contains(12)).isTrue();
        assertThat(batch.contains(13)).isFalse();
    }

    @Test
    void onlyTheLastOperationRequestsAnAcknowledgement() {
        assertThat(messages(encode(ADD_CHAIN, ADD_CHAIN, FLUSH)))
                .extracting(message -> (message.flags() & NetlinkConstants.NLM_F_ACK) != 0)
                .containsExactly(false, false, false, true, false);
    }

    @Test
    void theGenerationCanBeReplaced() {
        EncodedBatch batch = encode(ADD_CHAIN);
        assertThat(generation(batch)).isEqualTo(GENERATION);

        batch.expectGeneration(0x01020304);

        assertThat(generation(batch)).isEqualTo(0x01020304);
        assertThat(messages(batch)).hasSize(3);
    }

    @Test
    void findsTheOperationOfASequenceNumber() {
        EncodedBatch batch = encode(ADD_CHAIN, clusterIps(5_000), FLUSH);

        assertThat(batch.operationOf(8)).isNull();
        assertThat(batch.operationOf(9)).isNull();
        assertThat(batch.operationOf(10)).isEqualTo(ADD_CHAIN);
        assertThat(batch.operationOf(11)).isInstanceOf(Operation.AddElements.class);
        assertThat(batch.operationOf(12)).isInstanceOf(Operation.AddElements.class);
        assertThat(batch.lastSequence()).isEqualTo(13);
        assertThat(batch.operationOf(13)).isEqualTo(FLUSH);
        assertThat(batch.operationOf(14)).isNull();
    }

    @Test
    void elementsAreSplitBelowTheLengthOfAnAttribute() {
        assertThat(messages(encode(clusterIps(10_000))))
                .filteredOn(message -> message.type() == NftMessage.NEWSETELEM)
                .hasSize(3)
                .allSatisfy(message -> assertThat(message.length()).isLessThan(0x10000));
    }

    @Test
    void splitMessagesHaveAllElements() {
        Operation.AddElements add = clusterIps(10_000);

        assertThat(decode(encode(add))).containsExactlyElementsOf(add.elements());
    }

    @Test
    void theLongestElementsFit() {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Bytes key = Hex.bytes("%0128x".formatted(i));
            elements.add(
                    Element.of(key, new Verdict.Goto("g".repeat(255)))
                            .withComment("c".repeat(127)));
        }

        Operation add = new Operation.AddElements(TABLE, SERVICE_IPS4, elements);

        assertThat(decode(encode(add))).containsExactlyElementsOf(elements);
    }

    @Test
    void packedElementsHaveTheSameBytesAsOthers() {
        PackedElements packed = new PackedElements(ENDPOINTS4);
        for (int i = 0; i < 5_000; i++) {
            byte[] element = new byte[packed.keyLengthBytes() + packed.dataLengthBytes()];
            ByteBuffer.wrap(element).putInt(i).putInt(packed.keyLengthBytes(), ~i);
            packed.addPacked(element);
        }
        List<Element> plain = new ArrayList<>(packed);

        assertThat(bytes(new Operation.AddElements(TABLE, ENDPOINTS4, packed)))
                .isEqualTo(bytes(new Operation.AddElements(TABLE, ENDPOINTS4, plain)));
    }

    private byte[] bytes(Operation operation) {
        ByteBuffer batch = encode(operation).bytes();
        byte[] bytes = new byte[batch.remaining()];
        batch.get(bytes);
        return bytes;
    }

    @Test
    void findsTheRejectedElementByTheOffsetOfTheError() {
        Operation.AddElements add = clusterIps(5_000);
        EncodedBatch batch = encode(add);
        int inFirstMessage = (messages(batch).get(1).length() - LIST_OFFSET) / ELEMENT_BYTES;
        int offset = LIST_OFFSET + 5 * ELEMENT_BYTES;

        assertThat(batch.elementAt(new NlmsgError(17, 10, "", offset)))
                .isEqualTo(add.elements().get(5).key());
        assertThat(batch.elementAt(new NlmsgError(17, 11, "", offset)))
                .isEqualTo(add.elements().get(inFirstMessage + 5).key());
    }

    @Test
    void returnsNoElementForAnErrorElsewhere() {
        EncodedBatch batch = encode(ADD_CHAIN, clusterIps(1));

        assertThat(batch.elementAt(new NlmsgError(17, 10, "", 36))).isNull();
        assertThat(batch.elementAt(new NlmsgError(17, 11, "", 0))).isNull();
        assertThat(batch.elementAt(new NlmsgError(17, 11, "", 1_000_000))).isNull();
        assertThat(batch.elementAt(new NlmsgError(17, 99, "", LIST_OFFSET))).isNull();
    }

    @Test
    void oneEncoderServesManyTransactions() {
        byte[] alone = HexDump.bytes(encode(ADD_CHAIN).bytes());
        encode(clusterIps(10_000));

        assertThat(HexDump.bytes(encode(ADD_CHAIN).bytes())).isEqualTo(alone);
    }

    private record Message(int type, int flags, int sequence, int length) {}

    private EncodedBatch encode(Operation... operations) {
        return encoder.encode(new Transaction(List.of(operations)), GENERATION, FIRST_SEQUENCE);
    }

    private static Operation.AddElements clusterIps(int count) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(Element.of(Bytes.ofInt(i)));
        }
        return new Operation.AddElements(TABLE, CLUSTER_IPS4, elements);
    }

    private static List<Message> messages(EncodedBatch batch) {
        List<Message> messages = new ArrayList<>();
        MessageReader reader = reader(batch);
        while (reader.next()) {
            messages.add(
                    new Message(reader.type(), reader.flags(), reader.sequence(), reader.length()));
        }
        return messages;
    }

    private static int generation(EncodedBatch batch) {
        MessageReader reader = reader(batch);
        reader.next();
        return Generation.of(reader);
    }

    private static List<Element> decode(EncodedBatch batch) {
        RulesetDecoder decoder = new RulesetDecoder(TABLE);
        MessageReader reader = reader(batch);
        while (reader.next()) {
            decoder.accept(reader);
        }
        List<Element> elements = new ArrayList<>(decoder.elementsOf(CLUSTER_IPS4));
        elements.addAll(decoder.elementsOf(SERVICE_IPS4));
        return elements;
    }

    private static MessageReader reader(EncodedBatch batch) {
        ByteBuffer bytes = batch.bytes();
        return new MessageReader(bytes, bytes.limit());
    }
}
