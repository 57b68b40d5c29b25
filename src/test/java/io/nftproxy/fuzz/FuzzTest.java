package io.nftproxy.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Each target reads its seeds, and inputs made from them. {@code -Dfuzz.inputs=N} sets the number
 * of inputs, {@code -Dfuzz.seed=N} makes others; {@code src/test/fuzz/run} searches with coverage.
 */
class FuzzTest {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 2_000);
    private static final long SEED = Long.getLong("fuzz.seed", 1);

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.nftproxy");
    private final Level level = logger.getLevel();

    @BeforeEach
    void silence() {
        logger.setLevel(Level.OFF);
    }

    @AfterEach
    void restoreLogLevel() {
        logger.setLevel(level);
    }

    static List<FuzzTarget> targets() {
        return FuzzTargets.ALL;
    }

    @ParameterizedTest
    @MethodSource("targets")
    void onlyDocumentedExceptionsAndBoundedMemory(FuzzTarget target) {
        List<byte[]> seeds = target.seeds();
        seeds.forEach(seed -> run(target, seed));
        Mutations inputs = new Mutations(SEED, seeds);
        for (int i = 0; i < INPUTS; i++) {
            run(target, inputs.next());
        }
    }

    private static void run(FuzzTarget target, byte[] input) {
        try {
            target.run(input);
        } catch (Error e) {
            String base64 = Base64.getEncoder().encodeToString(input);
            throw new AssertionError(target + " with the input " + base64, e);
        }
    }
}
