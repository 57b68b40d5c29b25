package io.nftproxy.bench.profile;

import io.nftproxy.bench.lab.Cluster;
import io.nftproxy.bench.lab.Engine;
import io.nftproxy.bench.lab.Objects;
import io.nftproxy.bench.lab.Place;
import io.nftproxy.core.diff.KernelFailure;

/** The work that is profiled, at 10,000 services of 10 endpoints. */
public final class Work {
    private static final Cluster CLUSTER = new Cluster(10_000, 10);
    private static final int WARM_UP = 4;
    static final int ROUNDS = WARM_UP + Phase.PROGRAM.times;
    private static final String OTHER = "other";

    private Work() {}

    public static void main(String[] arguments) throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            String program = round <= WARM_UP ? OTHER : Phase.PROGRAM.command();
            boolean last = round == ROUNDS;
            try (Place place = new Place(OTHER)) {
                place.call(
                        () -> {
                            round(program, last);
                            return null;
                        });
            }
        }
    }

    private static void round(String program, boolean last) throws Exception {
        try (Engine engine = new Engine()) {
            Objects.put(CLUSTER, engine.inbox());
            name(program);
            engine.full();
            if (last) {
                name(Phase.RESTART.command());
                engine.restart();
                name(OTHER);
                services(engine);
                name(Phase.REPLACE.command());
                endpoints(engine);
            }
            name(OTHER);
        }
    }

    private static void services(Engine engine) throws KernelFailure {
        int added = CLUSTER.services();
        for (int i = 0; i < Phase.ADD.times; i++) {
            Objects.put(Objects.service(CLUSTER, added), engine.inbox());
            Objects.put(Objects.slice(CLUSTER, added, 0), engine.inbox());
            name(Phase.ADD.command());
            engine.changes();
            name(OTHER);
            engine.inbox().serviceChanged(Objects.service(CLUSTER, added).name(), null);
            engine.inbox().sliceChanged(Objects.sliceName(added), null);
            engine.changes();
        }
    }

    private static void endpoints(Engine engine) throws KernelFailure {
        int service = CLUSTER.services() / 3;
        for (int i = 0; i < Phase.REPLACE.times; i++) {
            Objects.put(Objects.slice(CLUSTER, service, 1 - i % 2), engine.inbox());
            engine.changes();
        }
    }

    private static void name(String name) {
        Thread.currentThread().setName(name);
    }
}
