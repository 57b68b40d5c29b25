package io.nftproxy.kernel.netlink.nftables;

import static io.nftproxy.kernel.netlink.nftables.Samples.AFFINITY4;
import static io.nftproxy.kernel.netlink.nftables.Samples.ENDPOINTS4;
import static io.nftproxy.kernel.netlink.nftables.Samples.SERVICE_IPS4;
import static io.nftproxy.kernel.netlink.nftables.Samples.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.PackedElements;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.HexFile;
import io.nftproxy.kernel.netlink.MalformedMessage;
import io.nftproxy.kernel.netlink.MessageReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Recorded replies are decoded; damaged ones throw {@link MalformedMessage} only. */
class RulesetDecoderTest {
    private static final byte[] DUMP = HexFile.read("dump-table");

    @Test
    void decodesARecordedTable() {
        CompleteTable.assertSame(decode(TABLE, DUMP), CompleteTable.RULESET);
    }

    @Test
    void countsElementsAsTheKernelDoes() {
        RulesetDecoder decoder = new RulesetDecoder(TABLE);
        accept(decoder, DUMP);

        assertThat(decoder.count(ENDPOINTS4)).isEqualTo(2);
        assertThat(decoder.count(AFFINITY4)).isZero();
        assertThat(decoder.count(SetSpec.unknown("missing"))).isEqualTo(RulesetDecoder.UNKNOWN);
    }

    @Test
    void ignoresOtherTables() {
        TableRef other = new TableRef(TableRef.Family.INET, "other");
        TableRef otherFamily = new TableRef(TableRef.Family.IP, TABLE.name());

        assertThat(decode(other, DUMP).chains()).isEmpty();
        assertThat(decode(other, DUMP).sets()).isEmpty();
        assertThat(decode(otherFamily, DUMP).chains()).isEmpty();
    }

    @Test
    void detectsDuplicateElements() {
        RulesetDecoder decoder = new RulesetDecoder(TABLE);
        accept(decoder, DUMP);
        assertThat(decoder.hasElementsTwice(SERVICE_IPS4)).isFalse();

        accept(decoder, DUMP);

        assertThat(decoder.hasElementsTwice(SERVICE_IPS4)).isTrue();
    }

    @Test
    void elementsOfDataMapsArePacked() {
        assertThat(decode(TABLE, DUMP).elementsOf(ENDPOINTS4.name()))
                .hasSize(2)
                .isInstanceOf(PackedElements.class);
    }

    /** Another process may add an element with a comment, which nftproxy never writes. */
    @Test
    void anElementThatCannotBePackedIsKept() {
        List<Element> read = decode(TABLE, DUMP).elementsOf(ENDPOINTS4.name());
        Element theirs = Element.of(Bytes.EMPTY, read.getFirst().value()).withComment("theirs");
        RulesetDecoder decoder = new RulesetDecoder(TABLE);
        accept(decoder, DUMP);

        for (Element element : List.of(theirs, read.getFirst())) {
            Operation add = new Operation.AddElements(TABLE, ENDPOINTS4, List.of(element));
            EncodedBatch batch =
                    new TransactionEncoder().encode(new Transaction(List.of(add)), 0, 1);
            decode(decoder, batch.bytes());
        }

        assertThat(decoder.elementsOf(ENDPOINTS4))
                .containsExactly(read.get(0), read.get(1), theirs, read.getFirst());
    }

    private static void decode(RulesetDecoder decoder, ByteBuffer messages) {
        MessageReader reader = new MessageReader(messages, messages.limit());
        while (reader.next()) {
            decoder.accept(reader);
        }
    }

    @Test
    void truncatedMessageIsMalformedOrHasLessContent() {
        MessageReader messages = reader(DUMP);
        int malformed = 0;
        while (messages.next()) {
            for (int length = 4; length < messages.length(); length++) {
                byte[] cut = Arrays.copyOfRange(DUMP, messages.start(), messages.start() + length);
                ByteBuffer.wrap(cut).order(ByteOrder.nativeOrder()).putInt(0, length);
                malformed += isUnderstood(cut) ? 0 : 1;
            }
        }
        assertThat(malformed).isGreaterThan(DUMP.length / 2);
    }

    @Test
    void damagedBytesThrowMalformedMessageOnly() {
        Random random = new Random(1);
        int understood = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = DUMP.clone();
            for (int j = 0; j <= i % 4; j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            understood += isUnderstood(damaged) ? 1 : 0;
        }
        assertThat(understood).isBetween(1, 4_999);
    }

    /** Anything thrown but {@link MalformedMessage} fails the test. */
    private static boolean isUnderstood(byte[] bytes) {
        try {
            decode(TABLE, bytes);
            return true;
        } catch (MalformedMessage e) {
            return false;
        }
    }

    private static Ruleset decode(TableRef table, byte[] bytes) {
        RulesetDecoder decoder = new RulesetDecoder(table);
        accept(decoder, bytes);
        return decoder.ruleset();
    }

    private static void accept(RulesetDecoder decoder, byte[] bytes) {
        MessageReader messages = reader(bytes);
        while (messages.next()) {
            decoder.accept(messages);
        }
    }

    private static MessageReader reader(byte[] bytes) {
        return new MessageReader(ByteBuffer.wrap(bytes), bytes.length);
    }
}
