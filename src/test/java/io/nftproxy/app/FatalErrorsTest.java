package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FatalErrorsTest {
    private final List<Integer> ends = new ArrayList<>();

    private void thrown(Throwable cause) {
        new FatalErrors(ends::add).uncaughtException(Thread.currentThread(), cause);
    }

    @Test
    void errorEndsTheProcess() {
        thrown(new StackOverflowError());
        assertThat(ends).containsExactly(1);
    }

    @Test
    void exceptionIsOnlyLogged() {
        thrown(new IllegalStateException("a mistake"));
        assertThat(ends).isEmpty();
    }
}
