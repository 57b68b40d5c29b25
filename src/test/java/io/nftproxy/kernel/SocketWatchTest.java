package io.nftproxy.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A watch of eventfds instead of sockets: they too stay readable until they are read. */
class SocketWatchTest {
    private final BlockingQueue<String> called = new LinkedBlockingQueue<>();
    private final SocketWatch watch;

    SocketWatchTest() throws NetlinkException {
        watch = new SocketWatch();
    }

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void eachOwnerIsCalledForItsOwnSocket() throws Exception {
        Event first = new Event("first");
        Event second = new Event("second");
        watch.add(first);
        watch.add(second);

        second.happens();
        assertThat(next()).isEqualTo("second");
        first.happens();
        assertThat(next()).isEqualTo("first");
        second.happens();
        assertThat(next()).isEqualTo("second");
        assertThat(called).isEmpty();
    }

    @Test
    void dataQueuedBeforeTheWatchCounts() throws Exception {
        Event event = new Event("early");
        event.happens();

        watch.add(event);

        assertThat(next()).isEqualTo("early");
    }

    @Test
    void closedSocketIsRemoved() throws Exception {
        Event gone = new Event("gone");
        Event event = new Event("there");
        watch.add(gone);
        LibC.close(gone.descriptor);
        watch.add(event);
        event.happens();

        assertThat(next()).isEqualTo("there");
        assertThat(called).isEmpty();
    }

    private String next() throws InterruptedException {
        return String.valueOf(called.poll(20, TimeUnit.SECONDS));
    }

    private final class Event implements SocketWatch.Watched {
        private final String name;
        private final int descriptor = LibC.eventfd(LibC.EFD_CLOEXEC | LibC.EFD_NONBLOCK);

        Event(String name) {
            this.name = name;
        }

        void happens() {
            LibC.write(descriptor, LibC.buffer(Long.BYTES).putLong(0, 1), Long.BYTES);
        }

        @Override
        public int descriptor() {
            return descriptor;
        }

        @Override
        public void readable() {
            LibC.read(descriptor, LibC.buffer(Long.BYTES), Long.BYTES);
            called.add(name);
        }
    }
}
