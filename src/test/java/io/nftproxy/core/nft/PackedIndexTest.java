package io.nftproxy.core.nft;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackedIndexTest {
    private static final SetSpec MAP =
            SetSpec.typeofMap("m", List.of(Field.IP_DADDR, Field.TH_DPORT), Field.IP_DADDR);

    private final PackedElements elements = new PackedElements(MAP);

    @Test
    void findsElementsByTheirKeys() {
        for (int i = 0; i < 20_000; i++) {
            elements.addPacked(ByteBuffer.allocate(12).putInt(i * 3).array());
        }
        PackedIndex index = new PackedIndex(elements);

        for (int i = 0; i < 20_000; i++) {
            assertThat(index.find(key(i * 3))).isEqualTo(i);
            assertThat(index.find(key(i * 3 + 1))).isEqualTo(-1);
        }
    }

    @Test
    void findsTheKeyOfAnotherList() {
        PackedElements others = new PackedElements(MAP);
        for (int i = 0; i < 5_000; i++) {
            elements.addPacked(ByteBuffer.allocate(12).putInt(i * 2).array());
            others.addPacked(ByteBuffer.allocate(12).putInt(i).putInt(8, 7).array());
        }
        PackedIndex index = new PackedIndex(elements);

        for (int i = 0; i < 5_000; i++) {
            assertThat(index.find(others, i)).isEqualTo(i % 2 == 0 ? i / 2 : -1);
        }
    }

    @Test
    void aKeyOfAnotherMapIsNotFound() {
        elements.addPacked(new byte[12]);
        PackedElements others =
                new PackedElements(SetSpec.typeofMap("o", List.of(Field.IP_DADDR), Field.IP_DADDR));
        others.addPacked(new byte[8]);

        assertThat(new PackedIndex(elements).find(others, 0)).isEqualTo(-1);
    }

    @Test
    void findsNothingInAnEmptyList() {
        PackedIndex index = new PackedIndex(elements);

        assertThat(index.find(key(0))).isEqualTo(-1);
        assertThat(index.find(Bytes.EMPTY)).isEqualTo(-1);
    }

    @Test
    void aKeyOfAnotherLengthIsNotFound() {
        elements.addPacked(new byte[12]);

        assertThat(new PackedIndex(elements).find(Bytes.ofInt(0))).isEqualTo(-1);
    }

    private static Bytes key(int address) {
        return Bytes.wrap(ByteBuffer.allocate(8).putInt(address).array());
    }
}
