package io.nftproxy.kernel;

import io.nftproxy.core.flows.Flow;
import io.nftproxy.core.flows.FlowTable;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.kernel.netlink.NlmsgError;
import io.nftproxy.kernel.netlink.conntrack.FlowDecoder;
import io.nftproxy.kernel.netlink.conntrack.FlowRequests;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The conntrack flows of a network namespace, over a netlink socket of its own: a dump of a full
 * conntrack table takes too long to delay a commit.
 *
 * <p>Flows come and go during a dump, so a dump is never exact. A dump that the kernel marks as
 * interrupted, or of which a part was lost, is repeated.
 */
public final class NetlinkFlowTable implements FlowTable, AutoCloseable {
    /** Interrupted dumps in a row before giving up; the flows that each finds are deleted. */
    private static final int MAX_DUMPS = 10;

    /** A reply takes about 1 KiB of the receive buffer, which has at least 208 KiB. */
    private static final int DELETES_PER_BATCH = 128;

    private final NetlinkSocket socket;
    private final FlowRequests requests = new FlowRequests();
    private boolean kernelFilters = true;

    /** Takes over the socket, and closes it with this object. */
    public NetlinkFlowTable(NetlinkSocket socket) {
        this.socket = socket;
    }

    @Override
    public int deleteUdp(IpFamily family, Predicate<Flow> stale) throws NetlinkException {
        return delete(
                requests::dumpUdp,
                family,
                flow -> flow.protocol() == Protocol.UDP && stale.test(flow));
    }

    @Override
    public int deleteUnreplied(IpFamily family, Predicate<Flow> stale) throws NetlinkException {
        return delete(requests::dumpUnreplied, family, flow -> !flow.replied() && stale.test(flow));
    }

    private int delete(Function<IpFamily, ByteBuffer> dump, IpFamily family, Predicate<Flow> stale)
            throws NetlinkException {
        int deleted = 0;
        for (int dumps = 0; dumps < MAX_DUMPS; dumps++) {
            List<Flow> found = new ArrayList<>();
            boolean whole = dump(dump, family, stale, found);
            Deletion deletion = delete(found, stale);
            deleted += deletion.deleted;
            if (deletion.refusal != null) {
                throw deletion.refusal;
            }
            if (whole && deletion.answered) {
                return deleted;
            }
        }
        throw new NetlinkException(
                "cannot read the %s flows: interrupted %d times"
                        .formatted(family.kubernetesName(), MAX_DUMPS),
                Errno.EAGAIN);
    }

    /** Collects stale flows; returns whether the dump was complete. */
    private boolean dump(
            Function<IpFamily, ByteBuffer> dump,
            IpFamily family,
            Predicate<Flow> stale,
            List<Flow> found)
            throws NetlinkException {
        try {
            return !request(kernelFilters ? dump : requests::dump, family, stale, found);
        } catch (IncompleteReply e) {
            return false;
        } catch (NetlinkException e) {
            boolean filterRefused = e.errno() == Errno.EINVAL || e.errno() == Errno.EOPNOTSUPP;
            if (kernelFilters && filterRefused) {
                kernelFilters = false;
                return dump(dump, family, stale, found);
            }
            throw unreadable(family, e);
        }
    }

    private boolean request(
            Function<IpFamily, ByteBuffer> dump,
            IpFamily family,
            Predicate<Flow> stale,
            List<Flow> found)
            throws NetlinkException {
        return socket.request(
                dump.apply(family),
                message -> {
                    Flow flow = FlowDecoder.decode(message);
                    if (flow != null && stale.test(flow)) {
                        found.add(flow);
                    }
                });
    }

    private static NetlinkException unreadable(IpFamily family, NetlinkException cause) {
        String hint =
                switch (cause.errno()) {
                    case Errno.EPERM -> " (CAP_NET_ADMIN is required)";
                    case Errno.EINVAL, Errno.EOPNOTSUPP ->
                            " (the module nf_conntrack_netlink is required)";
                    default -> "";
                };
        String what = "cannot read the %s flows%s".formatted(family.kubernetesName(), hint);
        NetlinkException failure = new NetlinkException(what, cause.errno());
        failure.initCause(cause);
        return failure;
    }

    /** The result of deleting flows. */
    private static final class Deletion {
        private int deleted;
        private boolean answered = true;
        private @Nullable NetlinkException refusal;
    }

    private Deletion delete(List<Flow> flows, Predicate<Flow> stale) {
        Deletion deletion = new Deletion();
        for (int from = 0; from < flows.size(); from += DELETES_PER_BATCH) {
            int to = Math.min(from + DELETES_PER_BATCH, flows.size());
            List<Flow> batch = flows.subList(from, to).stream().filter(stale).toList();
            if (!batch.isEmpty()) {
                delete(batch, deletion);
            }
        }
        return deletion;
    }

    private void delete(List<Flow> batch, Deletion deletion) {
        int first = socket.takeSequences(batch.size());
        BatchReplies replies;
        try {
            replies = socket.transact(requests.delete(batch, first));
        } catch (NetlinkException e) {
            deletion.refusal = e;
            return;
        }
        deletion.answered &= replies.replies().size() == batch.size();
        for (NlmsgError reply : replies.replies()) {
            if (reply.errno() == 0 || reply.errno() == Errno.ENOENT) {
                deletion.deleted++;
            } else if (deletion.refusal == null) {
                deletion.refusal =
                        new NetlinkException(
                                "cannot delete " + batch.get(reply.sequence() - first),
                                reply.errno());
            }
        }
    }

    /** Closes the socket. */
    @Override
    public void close() {
        socket.close();
    }
}
