package io.nftproxy.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log that is not read blocks no thread, and a log that is read loses no line. */
@Timeout(60)
class LineWriterTest {
    private static final String LINE = "x".repeat(999) + "\n";
    private static final int LINES = 3 * LineWriter.BYTES_MAX / 1000;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final CountDownLatch reader = new CountDownLatch(1);
    private final AtomicLong lost = new AtomicLong();

    /** A pipe that is full until it is read. */
    private final PrintStream pipe =
            new PrintStream(
                    new OutputStream() {
                        @Override
                        public void write(int b) {
                            throw new AssertionError("lines are written whole");
                        }

                        @Override
                        public void write(byte[] bytes, int from, int length) {
                            awaitReader();
                            written.write(bytes, from, length);
                        }
                    });

    private LineWriter writer = writer(Duration.ofHours(1));

    private LineWriter writer(Duration patience) {
        return new LineWriter(pipe, patience, lost::addAndGet).start();
    }

    private void losePatienceSoon() {
        writer.close();
        writer = writer(Duration.ofMillis(20));
    }

    private void awaitReader() {
        boolean interrupted = false;
        while (true) {
            try {
                reader.await();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void close() {
        reader.countDown();
        writer.close();
    }

    private void write(int lines, boolean wait) {
        for (int i = 0; i < lines; i++) {
            writer.write(LINE.getBytes(StandardCharsets.UTF_8), wait);
        }
    }

    private long writtenLines() {
        return written.toString(StandardCharsets.UTF_8).lines().count();
    }

    @ParameterizedTest(name = "waiting for each line: {0}")
    @ValueSource(booleans = {false, true})
    void unreadLinesAreQueuedUpToABoundThenCounted(boolean wait) {
        losePatienceSoon();
        write(LINES, wait);
        writer.flush();
        reader.countDown();
        // Until a line is written, the stream counts as stuck, and no thread waits for it.
        while (writtenLines() + lost.get() < LINES) {
            Thread.onSpinWait();
        }

        assertThat(writtenLines()).isEqualTo(LineWriter.BYTES_MAX / 1000);
        assertThat(lost).hasValue(LINES - LineWriter.BYTES_MAX / 1000);
    }

    @Test
    void slowReaderGetsEveryLine() {
        reader.countDown();
        write(LINES, false);
        writer.flush();

        assertThat(writtenLines()).isEqualTo(LINES);
        assertThat(lost).hasValue(0);
    }

    @Test
    void waitingWriteReturnsAfterTheLineIsWritten() {
        reader.countDown();
        write(1, true);

        assertThat(writtenLines()).isEqualTo(1);
    }

    @Test
    void lineLargerThanTheBoundIsWritten() {
        reader.countDown();
        writer.write(new byte[2 * LineWriter.BYTES_MAX], true);

        assertThat(written.size()).isEqualTo(2 * LineWriter.BYTES_MAX);
    }

    @Test
    void noLineIsLostAfterTheReaderResumes() {
        losePatienceSoon();
        write(LINES, false);
        reader.countDown();
        while (writtenLines() + lost.get() < LINES) {
            Thread.onSpinWait();
        }
        long before = lost.get();
        write(LineWriter.BYTES_MAX / 1000, false);
        while (writtenLines() < 2 * (LineWriter.BYTES_MAX / 1000)) {
            Thread.onSpinWait();
        }

        assertThat(lost).hasValue(before);
    }
}
