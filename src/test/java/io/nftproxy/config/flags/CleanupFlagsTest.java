package io.nftproxy.config.flags;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.config.flags.Invocation.Cleanup;
import io.nftproxy.config.flags.Invocation.GiveBack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The combinations of {@code --cleanup} and {@code --own-rules-only}. */
class CleanupFlagsTest {
    @Test
    void ownRulesOnlyRemovesOurRulesAlone() {
        assertThat(CommandLines.parse("--cleanup", "--own-rules-only", "--config=/nowhere"))
                .isInstanceOf(GiveBack.class);
        assertThat(CommandLines.parse("--cleanup", "--own-rules-only=false"))
                .isInstanceOf(Cleanup.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--own-rules-only", "--own-rules-only --cleanup=false"})
    void ownRulesOnlyNeedsCleanup(String line) {
        assertThat(CommandLines.errors(line)).containsExactly("--own-rules-only: needs --cleanup");
    }
}
