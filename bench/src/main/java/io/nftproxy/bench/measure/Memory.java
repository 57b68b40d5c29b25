package io.nftproxy.bench.measure;

import io.nftproxy.bench.lab.Cluster;
import io.nftproxy.bench.lab.Engine;
import io.nftproxy.bench.lab.KernelMemory;
import io.nftproxy.bench.lab.Objects;
import io.nftproxy.bench.lab.Place;
import io.nftproxy.bench.layout.Layout;
import io.nftproxy.bench.report.Results;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Kernel memory of the rules: the growth while they are programmed. If the memory is not the same
 * again after the namespace is gone, something else used memory, and the measurement is repeated.
 */
public final class Memory {
    private static final double KIBI = 1024;
    private static final int ATTEMPTS = 5;

    /** Small clusters are programmed in several namespaces, until there are this many services. */
    private static final int SERVICES_AT_LEAST = 1_000;

    private static final int NAMESPACES_MAX = 10;

    /** Slabs and per-CPU pages that the kernel keeps for reuse. */
    private static final long KEPT_BYTES = 1 << 20;

    private static final double KEPT_SHARE = 0.1;

    private final Profile profile;
    private final List<? extends Layout> layouts;
    private final Results results;

    public Memory(Profile profile, List<? extends Layout> layouts, Results results) {
        this.profile = profile;
        this.layouts = layouts;
        this.results = results;
    }

    /** Programs rules in the calling thread's namespace. */
    @FunctionalInterface
    private interface Program {
        void load() throws Exception;
    }

    public void run() throws Exception {
        for (Cluster cluster : profile.sizes()) {
            weigh(Programming.ENGINE, cluster, () -> program(cluster));
            for (Layout layout : layouts) {
                if (profile.covers(layout.name(), cluster)) {
                    String full = layout.full(cluster);
                    weigh(layout.name(), cluster, () -> layout.load(full));
                }
            }
        }
    }

    private static void program(Cluster cluster) throws Exception {
        try (Engine engine = new Engine()) {
            Objects.put(cluster, engine.inbox());
            engine.full();
        }
    }

    private void weigh(String contender, Cluster cluster, Program program) throws Exception {
        Progress.say("kernel memory, %s: %s", cluster, contender);
        int weighed = 0;
        for (int i = 0; i < ATTEMPTS && weighed < profile.weighings(); i++) {
            weighed += weighOnce(contender, cluster, program) ? 1 : 0;
        }
        if (weighed == 0) {
            Progress.say("the machine is not quiet enough to weigh %s", contender);
        }
    }

    private boolean weighOnce(String contender, Cluster cluster, Program program) throws Exception {
        int namespaces = Math.clamp(SERVICES_AT_LEAST / cluster.services(), 1, NAMESPACES_MAX);
        long before = KernelMemory.settledBytes();
        long held = held(program, namespaces) - before;
        long kept = KernelMemory.settledBytes() - before;
        if (Math.abs(kept) > KEPT_BYTES + KEPT_SHARE * held) {
            Progress.say("%.0f KiB came, but %.0f KiB stayed", held / KIBI, kept / KIBI);
            return false;
        }
        double kibibytes = held / KIBI / namespaces;
        results.add("program", contender, cluster, "kernel memory", "KiB", kibibytes);
        return true;
    }

    private static long held(Program program, int namespaces) throws Exception {
        Deque<Place> places = new ArrayDeque<>();
        try {
            for (int i = 0; i < namespaces; i++) {
                Place place = new Place("weighed");
                places.push(place);
                place.call(
                        () -> {
                            program.load();
                            return null;
                        });
            }
            return KernelMemory.settledBytes();
        } finally {
            places.forEach(Place::close);
        }
    }
}
