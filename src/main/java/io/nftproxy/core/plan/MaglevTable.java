package io.nftproxy.core.plan;

import io.nftproxy.core.model.Endpoint;
import java.util.Arrays;
import java.util.List;

/**
 * The slots of a pool whose endpoint a hash of the client chooses, filled by Maglev's algorithm
 * (Eisenbud and others, NSDI 2016): every endpoint has its own order of the slots, and in turn each
 * takes the first of its slots that is free.
 *
 * <p>All endpoints get the same number of slots, give or take one. If an endpoint leaves, few other
 * slots change. The table depends on the endpoints only, so all nodes have the same one.
 */
public final class MaglevTable {
    /** Primes: then any step reaches every slot. */
    private static final int[] SIZES = {
        251, 1_021, 4_093, 16_381, 65_521, 131_071, 262_139, 1_048_573
    };

    /** With more slots for each endpoint, fewer slots change needlessly. */
    private static final int SLOTS_PER_ENDPOINT = 10;

    /** Larger tables have at least {@link #SLOTS_PER_ENDPOINT_MIN}, to limit their memory. */
    private static final int LARGE = 65_521;

    private static final int SLOTS_PER_ENDPOINT_MIN = 2;

    private MaglevTable() {}

    /** Returns the number of slots for a number of endpoints: 251 up to 25, 1,021 up to 102. */
    public static int size(int endpoints) {
        long wanted =
                Math.min(
                        (long) endpoints * SLOTS_PER_ENDPOINT,
                        Math.max(LARGE, (long) endpoints * SLOTS_PER_ENDPOINT_MIN));
        for (int size : SIZES) {
            if (size >= wanted) {
                return size;
            }
        }
        return SIZES[SIZES.length - 1];
    }

    /**
     * Returns the slots.
     *
     * @param endpoints sorted, at least one
     */
    public static List<Endpoint> of(List<Endpoint> endpoints) {
        Endpoint[] slots = new Endpoint[size(endpoints.size())];
        int[] next = new int[endpoints.size()];
        int[] step = new int[endpoints.size()];
        for (int i = 0; i < next.length; i++) {
            long hash = hash(endpoints.get(i));
            next[i] = (int) ((hash >>> Integer.SIZE) % slots.length);
            step[i] = 1 + (int) ((hash & 0xffff_ffffL) % (slots.length - 1));
        }
        for (int filled = 0; filled < slots.length; filled++) {
            int turn = filled % next.length;
            while (slots[next[turn]] != null) {
                next[turn] = after(next[turn], step[turn], slots.length);
            }
            slots[next[turn]] = endpoints.get(turn);
        }
        return Arrays.asList(slots);
    }

    private static int after(int slot, int step, int size) {
        int next = slot + step;
        return next < size ? next : next - size;
    }

    private static long hash(Endpoint endpoint) {
        long hash = mixed(endpoint.address().high());
        hash = mixed(hash ^ endpoint.address().low());
        return mixed(hash ^ endpoint.port());
    }

    /** The mixing step of SplitMix64: a change of one bit changes half of the bits. */
    private static long mixed(long value) {
        long mixed = value + 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
