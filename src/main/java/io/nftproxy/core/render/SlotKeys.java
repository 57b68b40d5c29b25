package io.nftproxy.core.render;

import io.nftproxy.core.nft.Bytes;
import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

/** The keys of the slots of all frontends, each created when the iterator reaches it. */
final class SlotKeys extends AbstractCollection<Bytes> {
    private final Map<Bytes, Integer> frontends;
    private final int size;

    /**
     * @param frontends the number of slots of each, at least one
     */
    SlotKeys(Map<Bytes, Integer> frontends) {
        this.frontends = frontends;
        long slots = 0;
        for (int ofFrontend : frontends.values()) {
            slots += ofFrontend;
        }
        this.size = (int) Math.min(slots, Integer.MAX_VALUE);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Iterator<Bytes> iterator() {
        return new SlotIterator(frontends.entrySet().iterator());
    }

    private static final class SlotIterator implements Iterator<Bytes> {
        private final Iterator<Map.Entry<Bytes, Integer>> frontends;
        private Bytes frontend = Bytes.EMPTY;
        private int slots;
        private int slot;

        SlotIterator(Iterator<Map.Entry<Bytes, Integer>> frontends) {
            this.frontends = frontends;
        }

        @Override
        public boolean hasNext() {
            return slot < slots || frontends.hasNext();
        }

        @Override
        public Bytes next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (slot == slots) {
                Map.Entry<Bytes, Integer> next = frontends.next();
                frontend = next.getKey();
                slots = next.getValue();
                slot = 0;
            }
            return Keys.slot(frontend, slot++);
        }
    }
}
