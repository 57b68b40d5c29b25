package io.nftproxy.testing;

import static io.nftproxy.testing.KernelDecisions.ACCEPTED;
import static io.nftproxy.testing.KernelDecisions.NETWORKS;
import static io.nftproxy.testing.KernelDecisions.add;
import static io.nftproxy.testing.KernelDecisions.end;
import static io.nftproxy.testing.KernelDecisions.gone;
import static io.nftproxy.testing.KernelDecisions.of;
import static io.nftproxy.testing.KernelDecisions.start;

import io.nftproxy.core.nft.Element;
import io.nftproxy.testing.KernelDecisions.Decision;
import java.util.List;

/** The decisions of a kernel about intervals that overlap or touch existing ones. */
final class IntervalDecisions {
    private IntervalDecisions() {}

    /** Networks that overlap or touch the existing {@code 10.0.0.0/8}. */
    static List<Decision> all() {
        Element first = start("0a000000");
        Element behind = end("0b000000");
        return List.of(
                of("a network behind", ACCEPTED, add(NETWORKS, start("0b000000"), end("0c000000"))),
                of("a network inside", "EEXIST", add(NETWORKS, start("0a010000"), end("0a020000"))),
                of("delete a network", ACCEPTED, gone(NETWORKS, first, behind)),
                of("the same network", ACCEPTED, add(NETWORKS, first, behind)),
                of("its first half", "EEXIST", add(NETWORKS, first, end("0a800000"))),
                of("its second half", "EEXIST", add(NETWORKS, start("0a800000"), behind)),
                of("a network around", "EEXIST", add(NETWORKS, start("09000000"), end("0c000000"))),
                of("a network before", ACCEPTED, add(NETWORKS, start("09000000"), end("0a000000"))),
                of("from it to the last address", ACCEPTED, add(NETWORKS, start("0b000000"))),
                of("a start inside", "EEXIST", add(NETWORKS, start("0a800000"))),
                of("an end inside", "EEXIST", add(NETWORKS, end("0a800000"))),
                of(
                        "its halves beside it",
                        "EEXIST",
                        add(NETWORKS, first, end("0a800000"), start("0a800000"), behind)),
                of(
                        "its halves in its place",
                        ACCEPTED,
                        gone(NETWORKS, first, behind),
                        add(NETWORKS, first, end("0a800000"), start("0a800000"), behind)),
                of(
                        "its first half in its place",
                        ACCEPTED,
                        gone(NETWORKS, first, behind),
                        add(NETWORKS, first, end("0a800000"))),
                of(
                        "a network around in its place",
                        ACCEPTED,
                        gone(NETWORKS, first, behind),
                        add(NETWORKS, start("08000000"), end("0c000000"))),
                of(
                        "everything in its place",
                        ACCEPTED,
                        gone(NETWORKS, first, behind),
                        add(NETWORKS, start("00000000"))));
    }
}
