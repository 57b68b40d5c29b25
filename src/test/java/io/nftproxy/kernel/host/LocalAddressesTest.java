package io.nftproxy.kernel.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.testing.LogLines;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The thread that follows interface addresses, with a kernel whose answers a test gives. */
class LocalAddressesTest {
    private static final String EMFILE = "cannot open a socket: EMFILE";

    private final ReportingKernel kernel = new ReportingKernel();
    private final Semaphore changes = new Semaphore(0);
    private final LocalAddresses addresses =
            new LocalAddresses(kernel, changes::release, Duration.ZERO, Duration.ZERO);
    private final LogLines lines = new LogLines(LocalAddresses.class);

    /** A kernel that reports changes and answers reads as a test tells it. */
    private static final class ReportingKernel implements InterfaceAddresses {
        private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
        private final Semaphore reports = new Semaphore(0);
        private final Semaphore readings = new Semaphore(0);
        private final Semaphore closes = new Semaphore(0);

        void answer(Object answer) {
            answers.add(answer);
        }

        void report(Object answer) {
            answer(answer);
            reports.release();
        }

        @Override
        public Set<IpAddress> read() throws IOException {
            try {
                Object answer = answers.take();
                readings.release();
                if (answer instanceof String text && text.startsWith("10.")) {
                    return of(text.split(" "));
                }
                throw new IOException(answer.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }

        @Override
        public void awaitChange(Duration max) throws InterruptedException {
            reports.acquire();
        }

        @Override
        public void close() {
            closes.release();
        }
    }

    private static Set<IpAddress> of(String... texts) {
        return Arrays.stream(texts).map(IpAddress::of).collect(Collectors.toUnmodifiableSet());
    }

    private static void take(Semaphore permits) throws InterruptedException {
        assertThat(permits.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }

    @BeforeEach
    void start() throws IOException {
        kernel.answer("10.0.0.1");
        addresses.start();
    }

    @AfterEach
    void stop() {
        lines.close();
        addresses.close();
    }

    @Test
    void readsTheAddressesAtStart() {
        assertThat(addresses.get()).isEqualTo(of("10.0.0.1"));
        assertThat(changes.availablePermits()).isZero();
    }

    @Test
    void readsAfterAReportedChange() throws Exception {
        kernel.report("10.0.0.1 10.0.0.2");
        take(changes);
        assertThat(addresses.get()).isEqualTo(of("10.0.0.1", "10.0.0.2"));

        kernel.report("10.0.0.2");
        take(changes);
        assertThat(addresses.get()).isEqualTo(of("10.0.0.2"));
    }

    @Test
    void ignoresAReportWithoutAChange() throws Exception {
        Set<IpAddress> before = addresses.get();
        kernel.report("10.0.0.1");
        kernel.report("10.0.0.1 10.0.0.2");
        take(changes);
        kernel.report("10.0.0.2 10.0.0.1");
        kernel.report("10.0.0.3");
        take(changes);
        assertThat(changes.availablePermits()).isZero();
        assertThat(before).isEqualTo(of("10.0.0.1"));
    }

    @Test
    void keepsTheLastAddressesWhileReadsFailAndLogsOnce() throws Exception {
        Set<IpAddress> before = addresses.get();
        kernel.report(EMFILE);
        kernel.answer(EMFILE);
        kernel.answer(EMFILE);
        for (int i = 0; i < 4; i++) {
            take(kernel.readings);
        }
        assertThat(addresses.get()).isSameAs(before);

        kernel.answer("10.0.0.5");
        take(changes);
        assertThat(addresses.get()).isEqualTo(of("10.0.0.5"));
        assertThat(lines.take())
                .containsExactly(
                        "[WARN] Cannot read interface addresses: cannot open a socket: EMFILE;"
                                + " keeping the last ones, retrying every 0s: addresses=1",
                        "[INFO] Reading interface addresses succeeded: addresses=1");
    }

    @Test
    void doesNotStartIfTheFirstReadFails() {
        ReportingKernel failing = new ReportingKernel();
        failing.answer(EMFILE);
        try (LocalAddresses never = new LocalAddresses(failing, () -> {})) {
            assertThatThrownBy(never::start).hasMessage(EMFILE);
        }
    }

    @Test
    void closeStopsTheThreadAndClosesTheKernel() throws Exception {
        addresses.close();
        take(kernel.closes);
        assertThat(addresses.get()).isEqualTo(of("10.0.0.1"));
    }
}
