package io.nftproxy.bench.measure;

import io.nftproxy.bench.lab.Cluster;
import io.nftproxy.bench.lab.Engine;
import io.nftproxy.bench.lab.Objects;
import io.nftproxy.bench.lab.Place;
import io.nftproxy.bench.report.Results;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.NetlinkKernelTable;

/**
 * The cost that a listener to nf_tables' notifications adds to a large commit. nftproxy leaves the
 * group during the commit; the other contender stays in it, with a filter that drops everything.
 */
public final class Listening {
    private static final TableRef OTHER = new TableRef(TableRef.Family.INET, "other");
    private static final String BESIDE = "nftproxy beside a listener";

    private final Profile profile;
    private final Results results;

    public Listening(Profile profile, Results results) {
        this.profile = profile;
        this.results = results;
    }

    public void run() throws Exception {
        for (Cluster cluster : profile.sizes()) {
            Progress.say("listening, %s", cluster);
            for (int round = 0; round < profile.rounds(); round++) {
                measure(cluster, Programming.ENGINE);
                measure(cluster, BESIDE);
            }
        }
    }

    private void measure(Cluster cluster, String contender) throws Exception {
        System.gc();
        try (Place place = new Place("listening")) {
            place.call(
                    () -> {
                        try (NetlinkKernelTable other = NetlinkKernelTable.open(OTHER);
                                Engine engine = new Engine()) {
                            if (contender.equals(BESIDE)) {
                                // The first read joins the multicast group.
                                other.read();
                            }
                            Objects.put(cluster, engine.inbox());
                            long nanos = engine.full().commit().kernelNanos();
                            results.add(
                                    "listening", contender, cluster, "kernel", "ms", nanos / 1e6);
                            return null;
                        }
                    });
        }
    }
}
