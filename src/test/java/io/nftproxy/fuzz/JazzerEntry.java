package io.nftproxy.fuzz;

/**
 * The entry of Jazzer, the coverage-guided fuzzer: {@code src/test/fuzz/run} starts it. Jazzer
 * finds both methods by their names.
 */
public final class JazzerEntry {
    private static FuzzTarget target = FuzzTargets.ALL.getFirst();

    private JazzerEntry() {}

    /** Chooses the target whose name is the only argument. */
    public static void fuzzerInitialize(String[] arguments) {
        target = FuzzTargets.named(arguments[0]);
    }

    /** Reads one input. */
    public static void fuzzerTestOneInput(byte[] input) {
        target.run(input);
    }
}
