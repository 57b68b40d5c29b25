package io.nftproxy.netlink.nftables;

import static io.nftproxy.netlink.nftables.Samples.SERVICE_IPS4;
import static io.nftproxy.netlink.nftables.Samples.TABLE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.netlink.HexFile;
import io.nftproxy.netlink.MalformedMessage;
import io.nftproxy.netlink.MessageReader;
import io.nftproxy.netlink.nftables.TableOutline.ChainOutline;
import io.nftproxy.ruleset.Ruleset;
import io.nftproxy.ruleset.TableRef;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a kernel was recorded to answer is understood, and anything else does no harm. */
class RulesetDecoderTest {
    private static final byte[] DUMP = HexFile.read("dump-table");

    @Test
    void decodesARecordedTable() {
        CompleteTable.assertSame(decode(TABLE, DUMP), CompleteTable.RULESET);
    }

    @Test
    void outlinesARecordedTable() {
        TableOutline outline = outline(TABLE);

        assertThat(outline.handle()).isPositive();
        assertThat(outline.chains().keySet()).isEqualTo(CompleteTable.RULESET.chains().keySet());
        ChainOutline services = requireNonNull(outline.chains().get("services"));
        assertThat(services.rules()).hasSize(5).doesNotHaveDuplicates();
        assertThat(services.use()).as("its rules and the one that goes to it").isEqualTo(6);
        assertThat(requireNonNull(outline.sets().get("endpoints4")).count()).isEqualTo(2);
        assertThat(requireNonNull(outline.sets().get("affinity4")).count())
                .isEqualTo(TableOutline.UNKNOWN);
    }

    @Test
    void ignoresOtherTables() {
        TableRef other = new TableRef(TableRef.Family.INET, "other");
        TableRef otherFamily = new TableRef(TableRef.Family.IP, TABLE.name());

        assertThat(decode(other, DUMP).chains()).isEmpty();
        assertThat(decode(other, DUMP).sets()).isEmpty();
        assertThat(decode(otherFamily, DUMP).chains()).isEmpty();
        assertThat(outline(otherFamily)).isEqualTo(TableOutline.ABSENT);
    }

    @Test
    void noticesElementsThatCameTwice() {
        RulesetDecoder decoder = new RulesetDecoder(TABLE);
        accept(decoder, DUMP);
        assertThat(decoder.hasElementsTwice(SERVICE_IPS4)).isFalse();

        accept(decoder, DUMP);

        assertThat(decoder.hasElementsTwice(SERVICE_IPS4)).isTrue();
    }

    @Test
    void aMessageCutAnywhereIsMalformedOrSaysLess() {
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
    void damagedBytesDoNoHarm() {
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

    private static TableOutline outline(TableRef table) {
        OutlineDecoder decoder = new OutlineDecoder(table);
        MessageReader messages = reader(DUMP);
        while (messages.next()) {
            decoder.accept(messages);
        }
        return decoder.outline();
    }

    private static MessageReader reader(byte[] bytes) {
        return new MessageReader(ByteBuffer.wrap(bytes), bytes.length);
    }
}
