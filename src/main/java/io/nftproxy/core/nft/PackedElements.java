package io.nftproxy.core.nft;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Elements of one data map, value behind key in a few arrays: a cluster has a hundred thousand
 * endpoints, and as objects each would be five of them. Elements only grow in number.
 *
 * <p>A key of 16 bytes and a value of 8 lie as {@code 0a600001 06000000 00500000 00000000 |
 * 0af40107 1f900000}.
 */
public final class PackedElements extends AbstractList<Element> implements RandomAccess {
    private static final int INITIAL_ELEMENTS = 16;

    /** Arrays grow up to this; behind it comes another one, so that nothing is copied any more. */
    private static final int PAGE_SHIFT = 12;

    private static final int PAGE_ELEMENTS = 1 << PAGE_SHIFT;

    private final int keyBytes;
    private final int stride;
    private final List<byte[]> pages = new ArrayList<>(1);
    private byte[] last;
    private int size;

    /**
     * No elements yet.
     *
     * @param map one that {@link #suits}
     */
    public PackedElements(SetSpec map) {
        if (!(map.data() instanceof SetSpec.Data.Fields data) || !suits(map)) {
            throw new IllegalArgumentException("elements of " + map.name() + " differ in form");
        }
        keyBytes = map.keyLengthBytes();
        stride = keyBytes + SetSpec.lengthOf(data.fields());
        last = new byte[INITIAL_ELEMENTS * stride];
        pages.add(last);
    }

    /** Whether all elements of a map that are written here have a key and a value, and no more. */
    public static boolean suits(SetSpec map) {
        return map.data() instanceof SetSpec.Data.Fields && map.flags().isEmpty();
    }

    /** An empty list for elements that are written here, packed if the set suits. */
    public static List<Element> listFor(SetSpec set) {
        return suits(set) ? new PackedElements(set) : new ArrayList<>();
    }

    /** Length of each key; in a concatenation its fields are padded to 4 bytes. */
    public int keyLengthBytes() {
        return keyBytes;
    }

    /** Length of each value; in a concatenation its fields are padded to 4 bytes. */
    public int dataLengthBytes() {
        return stride - keyBytes;
    }

    /**
     * Adds an element.
     *
     * @param keyAndData the key, and right behind it the value; copied
     */
    public void addPacked(byte[] keyAndData) {
        if (keyAndData.length != stride) {
            throw new IllegalArgumentException(
                    "an element of " + keyAndData.length + " bytes, not of " + stride);
        }
        int at = room();
        System.arraycopy(keyAndData, 0, last, at, stride);
        size++;
        modCount++;
    }

    /**
     * Adds an element.
     *
     * @throws IllegalArgumentException if it is not just a key and a value of the map's lengths
     */
    @Override
    public boolean add(Element element) {
        Bytes key = element.key();
        if (!(element.value() instanceof ElementValue.Data(Bytes data))
                || !isPlain(element)
                || key.length() != keyBytes
                || data.length() != dataLengthBytes()) {
            throw new IllegalArgumentException("not of this form: " + element);
        }
        byte[] keyAndData = new byte[stride];
        key.copyTo(keyAndData, 0);
        data.copyTo(keyAndData, keyBytes);
        addPacked(keyAndData);
        return true;
    }

    /** Makes room for one more in the last page; where that is. */
    private int room() {
        int place = size & PAGE_ELEMENTS - 1;
        if (place == 0 && size > 0) {
            last = new byte[PAGE_ELEMENTS * stride];
            pages.add(last);
        } else if (place * stride == last.length) {
            last = Arrays.copyOf(last, 2 * last.length);
            pages.set(pages.size() - 1, last);
        }
        return place * stride;
    }

    /** Copies an element's key to an array. */
    public void copyKey(int index, byte[] target, int offset) {
        copy(index, 0, target, offset, keyBytes);
    }

    /** Copies an element's value to an array. */
    public void copyData(int index, byte[] target, int offset) {
        copy(index, keyBytes, target, offset, stride - keyBytes);
    }

    /** As {@link Bytes#hashCode} of an element's key. */
    int keyHash(int index) {
        return Bytes.hash(page(index), at(index), keyBytes);
    }

    boolean hasKey(int index, Bytes key) {
        return key.length() == keyBytes && key.isAt(page(index), at(index));
    }

    /** Whether an element is the one at a place, without making that. */
    public boolean isAt(int index, Element element) {
        return element.value() instanceof ElementValue.Data(Bytes data)
                && hasKey(index, element.key())
                && data.length() == dataLengthBytes()
                && data.isAt(page(index), at(index) + keyBytes)
                && isPlain(element);
    }

    private static boolean isPlain(Element element) {
        return element.keyEnd() == null && !element.intervalEnd() && element.comment() == null;
    }

    private byte[] page(int index) {
        return pages.get(Objects.checkIndex(index, size) >> PAGE_SHIFT);
    }

    private int at(int index) {
        return (index & PAGE_ELEMENTS - 1) * stride;
    }

    private void copy(int index, int from, byte[] target, int offset, int length) {
        System.arraycopy(page(index), at(index) + from, target, offset, length);
    }

    /** Made anew for each call. */
    @Override
    public Element get(int index) {
        byte[] key = new byte[keyBytes];
        copyKey(index, key, 0);
        byte[] data = new byte[dataLengthBytes()];
        copyData(index, data, 0);
        return Element.of(Bytes.wrap(key), new ElementValue.Data(Bytes.wrap(data)));
    }

    @Override
    public int size() {
        return size;
    }
}
