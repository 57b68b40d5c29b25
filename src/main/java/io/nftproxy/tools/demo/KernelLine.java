package io.nftproxy.tools.demo;

import io.nftproxy.sync.SyncReport;

/** The cost of one sync in a line. */
final class KernelLine {
    private KernelLine() {}

    /** Returns {@code NodePort 12 operations, 2,428 bytes: kernel 234 us, in all 3,727 us}. */
    static String of(String what, SyncReport report) {
        long allMicros = report.durationNanos() / 1000;
        String cost =
                report.commit().operations() == 0
                        ? "nothing to change, nothing sent: in all %,d us".formatted(allMicros)
                        : "%,d operations, %,d bytes: kernel %,d us, in all %,d us"
                                .formatted(
                                        report.commit().operations(),
                                        report.commit().bytes(),
                                        report.commit().kernelNanos() / 1000,
                                        allMicros);
        return "%-13s %s".formatted(what, cost);
    }
}
