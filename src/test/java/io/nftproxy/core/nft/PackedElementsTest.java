package io.nftproxy.core.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackedElementsTest {
    private static final SetSpec MAP =
            SetSpec.typeofMap(
                    "endpoints4",
                    List.of(Field.IP_DADDR, Field.L4PROTO, Field.TH_DPORT, Field.NUMGEN),
                    Field.IP_DADDR,
                    Field.TH_DPORT);

    private final PackedElements packed = new PackedElements(MAP);

    @Test
    void aPackedListEqualsAPlainList() {
        List<Element> elements = elements(10_000);

        packed.addAll(elements);

        assertThat(packed).hasSize(10_000).containsExactlyElementsOf(elements).isEqualTo(elements);
    }

    @Test
    void keyAndValueCanBeAddedAsBytes() {
        packed.addPacked(ByteBuffer.allocate(24).putInt(7).putInt(16, 9).array());

        assertThat(packed).containsExactly(element(7, 9));
        assertThat(packed.keyLengthBytes()).isEqualTo(16);
        assertThat(packed.dataLengthBytes()).isEqualTo(8);
    }

    @Test
    void addedBytesAreCopied() {
        byte[] bytes = ByteBuffer.allocate(24).putInt(7).putInt(16, 9).array();
        packed.addPacked(bytes);

        bytes[0] = 1;

        assertThat(packed).containsExactly(element(7, 9));
    }

    @Test
    void keysAndValuesAreCopiedOut() {
        packed.addAll(elements(6_000));
        byte[] target = new byte[26];

        packed.copyKey(5_000, target, 1);
        packed.copyData(5_000, target, 17);

        assertThat(ByteBuffer.wrap(target).getInt(1)).isEqualTo(5_000);
        assertThat(ByteBuffer.wrap(target).getInt(17)).isEqualTo(5_001);
        assertThat(target[25]).isZero();
    }

    @Test
    void anIndexOutOfRangeFails() {
        packed.addAll(elements(3));

        assertThatThrownBy(() -> packed.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> packed.copyKey(3, new byte[16], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void elementsThatCannotBePackedAreRejected() {
        Element plain = element(1, 2);

        assertRejected(plain.withComment("web"));
        assertRejected(Element.of(plain.key()));
        assertRejected(Element.of(plain.key(), Verdict.DROP));
        assertRejected(Element.of(plain.key().slice(0, 12), plain.value()));
        assertRejected(new Element(plain.key(), true, plain.value(), null));
        assertThatThrownBy(() -> packed.addPacked(new byte[23]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(packed).isEmpty();
    }

    @Test
    void elementsOfTwoListsAreComparedInPlace() {
        PackedElements others = new PackedElements(MAP);
        packed.add(element(1, 2));
        others.addAll(List.of(element(1, 3), element(1, 2), element(2, 2)));

        assertThat(packed.isAt(0, others, 0)).isFalse();
        assertThat(packed.isAt(0, others, 1)).isTrue();
        assertThat(packed.isAt(0, others, 2)).isFalse();
    }

    @Test
    void onlyDataMapsWithoutFlagsSuit() {
        assertThat(PackedElements.suits(MAP)).isTrue();
        assertThat(PackedElements.suits(SetSpec.set("s", Field.IP_DADDR))).isFalse();
        assertThat(PackedElements.suits(SetSpec.verdictMap("v", Field.IP_DADDR))).isFalse();
        assertThatThrownBy(() -> new PackedElements(SetSpec.set("s", Field.IP_DADDR)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void assertRejected(Element element) {
        assertThat(packed.suits(element)).isFalse();
        assertThatThrownBy(() -> packed.add(element)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Element> elements(int count) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(element(i, i + 1));
        }
        return elements;
    }

    private static Element element(int key, int data) {
        return Element.of(
                Bytes.wrap(ByteBuffer.allocate(16).putInt(key).array()),
                new ElementValue.Data(Bytes.wrap(ByteBuffer.allocate(8).putInt(data).array())));
    }
}
