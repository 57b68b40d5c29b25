package io.nftproxy.app;

import io.nftproxy.api.decode.ReadProblem;
import io.nftproxy.api.watch.WatchListener;
import io.nftproxy.core.events.ClusterEvent;
import io.nftproxy.core.events.EventSink;
import io.nftproxy.serve.metrics.ProxyMetrics;
import io.nftproxy.sync.ChangeInbox.Source;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports lists, watches and invalid objects as metrics, log lines and Events. */
final class WatchReporter implements WatchListener {
    private static final Logger LOG = LoggerFactory.getLogger(WatchReporter.class);

    /** The most problems remembered, so that each is reported once and not at each relist. */
    private static final int REPORTED_MAX = 10_000;

    private final ProxyMetrics metrics;
    private final EventSink events;
    private final Set<ReadProblem> reported = ConcurrentHashMap.newKeySet();

    WatchReporter(ProxyMetrics metrics, EventSink events) {
        this.metrics = metrics;
        this.events = events;
    }

    @Override
    public void requested(String verb, String host, String code, long nanos) {
        metrics.apiClient().requested(verb, host, code, nanos);
    }

    @Override
    public void heard(Source source) {
        metrics.watches().heard(source);
    }

    @Override
    public void failed(Source source) {
        metrics.watches().failed(source);
    }

    @Override
    public void relisting(Source source) {
        metrics.watches().relisted(source);
    }

    @Override
    public void watchEnded(Source source) {
        metrics.watches().restarted(source);
    }

    @Override
    public void unreadable(ReadProblem problem) {
        metrics.watches().problem(problem.kind());
        if (reported.size() >= REPORTED_MAX) {
            reported.clear();
        }
        if (!reported.add(problem)) {
            return;
        }
        LOG.warn("{}", problem);
        String[] name = problem.name().split("/", 2);
        if (name.length == 2) {
            events.post(
                    new ClusterEvent(
                            problem.kind(),
                            name[0],
                            name[1],
                            "",
                            ClusterEvent.Type.WARNING,
                            "UnusableField",
                            "ReadObject",
                            problem.path() + ": \"" + problem.value() + "\": " + problem.why()));
        }
    }
}
