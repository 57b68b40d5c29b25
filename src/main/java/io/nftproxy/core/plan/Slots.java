package io.nftproxy.core.plan;

import io.nftproxy.core.model.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The slot numbers of endpoints. Slots are 0 to N-1 without holes, because the kernel draws a
 * number from this range.
 *
 * <p>A change moves as few endpoints as possible: a new endpoint takes the slot of a removed one;
 * if more are removed than added, the last ones move into the holes.
 */
final class Slots {
    private Slots() {}

    /**
     * @param before the slots so far
     * @param wanted the endpoints that need a slot
     * @return the new slots. They consist of objects of {@code wanted}: objects of {@code before}
     *     may have been read from the kernel, and keeping them would store each endpoint twice
     */
    static List<Endpoint> assign(List<Endpoint> before, List<Endpoint> wanted) {
        if (before.isEmpty() || before.equals(wanted)) {
            return wanted;
        }
        Map<Endpoint, Endpoint> missing = new LinkedHashMap<>();
        for (Endpoint endpoint : wanted) {
            missing.put(endpoint, endpoint);
        }
        List<Endpoint> slots = new ArrayList<>(before);
        List<Integer> holes = new ArrayList<>();
        for (int slot = 0; slot < before.size(); slot++) {
            Endpoint stays = missing.remove(before.get(slot));
            if (stays == null) {
                holes.add(slot);
            } else {
                slots.set(slot, stays);
            }
        }
        int filled = fill(slots, holes, missing.keySet());
        close(slots, holes.subList(filled, holes.size()));
        return slots;
    }

    /** Puts new endpoints into holes, then at the end; returns the number of holes filled. */
    private static int fill(List<Endpoint> slots, List<Integer> holes, Set<Endpoint> newcomers) {
        int filled = 0;
        for (Endpoint newcomer : newcomers) {
            if (filled < holes.size()) {
                slots.set(holes.get(filled++), newcomer);
            } else {
                slots.add(newcomer);
            }
        }
        return filled;
    }

    /** Moves the last endpoints into the remaining holes, which are in ascending order. */
    private static void close(List<Endpoint> slots, List<Integer> holes) {
        int first = 0;
        int last = holes.size() - 1;
        while (first <= last) {
            if (holes.get(last) == slots.size() - 1) {
                last--;
            } else {
                slots.set(holes.get(first++), slots.getLast());
            }
            slots.removeLast();
        }
    }
}
