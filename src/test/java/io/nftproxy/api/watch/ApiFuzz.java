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

/** Lists and watches of all kinds, up to the table that follows from their objects. */
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

    /** A problem of an object is fine, but not an exception of our reader. */
    private static void check(ReadProblem problem) {
        if (problem.why().startsWith("cannot be decoded")) {
            throw new AssertionError(problem.toString());
        }
    }

    /** Reads the body of a list's answer. */
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
            // Documented: not JSON, or cut.
        }
    }

    /** Reads the body of a watch's answer. */
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
            // Documented: not JSON, cut, not an event, or an ERROR.
        }
        if (stream.version().isEmpty()) {
            throw new AssertionError("a watch cannot be resumed from an empty version");
        }
    }
}
