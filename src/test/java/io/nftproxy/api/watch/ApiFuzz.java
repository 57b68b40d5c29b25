package io.nftproxy.api.watch;

import io.nftproxy.api.decode.ReadProblem;
import io.nftproxy.fuzz.RenderedCluster;
import io.nftproxy.sync.ChangeInbox;
import io.nftproxy.sync.LoopClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** Reads lists and watches of all kinds, and commits the table of their objects. */
public final class ApiFuzz {
    private ApiFuzz() {}

    /** The kinds, and the inbox that receives their objects. */
    private record Kinds(ChangeInbox inbox, List<WatchedKind<?>> all) {
        static Kinds create() {
            ChangeInbox inbox =
                    new ChangeInbox(
                            EnumSet.allOf(ChangeInbox.Source.class), Map.of(), LoopClock.system());
            return new Kinds(
                    inbox,
                    List.of(
                            WatchedKind.services(inbox, ApiFuzz::check),
                            WatchedKind.endpointSlices(inbox, ApiFuzz::check),
                            WatchedKind.node(inbox, "node-1", ApiFuzz::check),
                            WatchedKind.serviceCidrs(inbox, ApiFuzz::check)));
        }
    }

    /** Fails if a problem was an exception of our reader. */
    private static void check(ReadProblem problem) {
        if (problem.why().startsWith("cannot be decoded")) {
            throw new AssertionError(problem.toString());
        }
    }

    /** Reads the body of a list response. */
    public static void list(byte[] input) throws Exception {
        Kinds kinds = Kinds.create();
        kinds.all().forEach(kind -> list(kind, input));
        RenderedCluster.commit(kinds.inbox().take());
    }

    private static <T> void list(WatchedKind<T> kind, byte[] input) {
        try {
            new ListReader<>(kind.decoder(), new KnownObjects<>(kind))
                    .read(new ByteArrayInputStream(input));
        } catch (IOException _) {
            // Expected for text that is cut or is not JSON.
        }
    }

    /** Reads the body of a watch response. */
    public static void watch(byte[] input) throws Exception {
        Kinds kinds = Kinds.create();
        kinds.all().forEach(kind -> watch(kind, input));
        RenderedCluster.commit(kinds.inbox().take());
    }

    private static <T> void watch(WatchedKind<T> kind, byte[] input) {
        WatchStream<T> stream =
                new WatchStream<>(kind.decoder(), new KnownObjects<>(kind), "1", () -> {});
        try {
            stream.read(new ByteArrayInputStream(input));
        } catch (IOException _) {
            // Expected for text that is cut or is not JSON, for other objects, and for ERROR
            // events.
        }
        if (stream.version().isEmpty()) {
            throw new AssertionError("a watch cannot be resumed from an empty version");
        }
    }
}
