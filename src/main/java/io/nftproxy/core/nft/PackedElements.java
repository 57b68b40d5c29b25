package io.nftproxy.core.nft;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The elements of one data map, packed into a few byte arrays. A cluster has a hundred thousand
 * endpoints; as objects, each would take five. Elements can be added but not removed.
 *
 * <p>The layout of a key of 16 bytes and a value of 8 is {@code 0a600001 06000000 00500000 00000000
 * | 0af40107 1f900000}.
 */
public final class PackedElements extends AbstractList<Element> implements RandomAccess {
    private static final int INITIAL_ELEMENTS = 16;

    /**
     * The number of elements in a page. The first page grows up to it; further pages are allocated
     * whole, so that nothing is copied.
     */
    private static final int PAGE_SHIFT = 12;

    private static final int PAGE_ELEMENTS = 1 << PAGE_SHIFT;

    private final int keyBytes;
    private final int stride;
    private final List<byte[]> pages = new ArrayList<>(1);
    private byte[] last;
    private int size;

    /**
     * Creates an empty list.
     *
     * @param map a map that {@link #suits}
     */
    public PackedElements(SetSpec map) {
        if (!(map.data() instanceof SetSpec.Data.Fields data) || !suits(map)) {
            throw new IllegalArgumentException("elements of " + map.name() + " cannot be packed");
        }
        keyBytes = map.keyLengthBytes();
        stride = keyBytes + SetSpec.lengthOf(data.fields());
        last = new byte[INITIAL_ELEMENTS * stride];
        pages.add(last);
    }

    /** Returns whether every element that nftproxy writes to a map has only a key and a value. */
    public static boolean suits(SetSpec map) {
        return map.data() instanceof SetSpec.Data.Fields && map.flags().isEmpty();
    }

    /** Returns an empty list for elements of a set, packed if the set suits. */
    public static List<Element> listFor(SetSpec set) {
        return suits(set) ? new PackedElements(set) : new ArrayList<>();
    }

    /** Returns the length of each key; in a concatenation fields are padded to 4 bytes. */
    public int keyLengthBytes() {
        return keyBytes;
    }

    /** Returns the length of each value; in a concatenation fields are padded to 4 bytes. */
    public int dataLengthBytes() {
        return stride - keyBytes;
    }

    /**
     * Adds an element.
     *
     * @param keyAndData the key followed by the value; copied
     */
    public void addPacked(byte[] keyAndData) {
        if (keyAndData.length != stride) {
            throw new IllegalArgumentException(
                    "element has " + keyAndData.length + " bytes, expected " + stride);
        }
        int at = room();
        System.arraycopy(keyAndData, 0, last, at, stride);
        size++;
        modCount++;
    }

    /**
     * Adds an element.
     *
     * @throws IllegalArgumentException if it has more than a key and a value, or their lengths are
     *     not those of the map
     */
    @Override
    public boolean add(Element element) {
        if (!(element.value() instanceof ElementValue.Data(Bytes data)) || !suits(element)) {
            throw new IllegalArgumentException("element cannot be packed: " + element);
        }
        byte[] keyAndData = new byte[stride];
        element.key().copyTo(keyAndData, 0);
        data.copyTo(keyAndData, keyBytes);
        addPacked(keyAndData);
        return true;
    }

    /** Makes room for one element in the last page; returns its offset. */
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

    /** Returns the {@link Bytes#hashCode} of an element's key. */
    int keyHash(int index) {
        return Bytes.hash(page(index), at(index), keyBytes);
    }

    boolean hasKey(int index, Bytes key) {
        return key.length() == keyBytes && key.isAt(page(index), at(index));
    }

    boolean hasKeyOf(int index, PackedElements others, int other) {
        return keyBytes == others.keyBytes && hasBytesOf(index, others, other, keyBytes);
    }

    private boolean hasBytesOf(int index, PackedElements others, int other, int length) {
        int here = at(index);
        int there = others.at(other);
        return Arrays.equals(
                page(index), here, here + length, others.page(other), there, there + length);
    }

    /** Returns whether the element at an index equals another one, without creating an object. */
    public boolean isAt(int index, Element element) {
        return element.value() instanceof ElementValue.Data(Bytes data)
                && hasKey(index, element.key())
                && data.length() == dataLengthBytes()
                && data.isAt(page(index), at(index) + keyBytes)
                && isPlain(element);
    }

    /** Returns whether this element equals an element of another list, without creating objects. */
    public boolean isAt(int index, PackedElements others, int other) {
        return stride == others.stride && hasBytesOf(index, others, other, stride);
    }

    /** Returns whether an element has only a key and a value of this map's lengths. */
    public boolean suits(Element element) {
        return element.value() instanceof ElementValue.Data(Bytes data)
                && isPlain(element)
                && element.key().length() == keyBytes
                && data.length() == dataLengthBytes();
    }

    private static boolean isPlain(Element element) {
        return !element.intervalEnd() && element.comment() == null;
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

    /** Creates a new object at each call. */
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
