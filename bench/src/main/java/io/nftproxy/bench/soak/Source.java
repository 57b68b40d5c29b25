package io.nftproxy.bench.soak;

/** Where a connection is opened. */
enum Source {
    POD,
    NODE,
    OUTSIDE
}
