package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FatalErrorsTest {
    private final List<Integer> ends = new ArrayList<>();

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private final FatalErrors handler = new FatalErrors(ends::add, err);

    /** An error that cannot be logged. */
    private static final class Unloggable extends OutOfMemoryError {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new OutOfMemoryError("no memory for the line either");
        }
    }

    private void thrown(Throwable cause) {
        handler.uncaughtException(Thread.currentThread(), cause);
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

    @Test
    void errorThatCannotBeLoggedLeavesALine() {
        thrown(new Unloggable());
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "A thread ended unexpectedly, without memory to log more;"
                                + " ending with status 1\n");
        assertThat(ends).containsExactly(1);
    }

    @Test
    void errorsOfFurtherThreadsAreNotLogged() {
        thrown(new StackOverflowError());
        thrown(new Unloggable());
        assertThat(err.size()).isZero();
        assertThat(ends).containsExactly(1);
    }
}
