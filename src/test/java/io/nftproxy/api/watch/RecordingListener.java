package io.nftproxy.api.watch;

import io.nftproxy.api.decode.ReadProblem;
import io.nftproxy.sync.ChangeInbox.Source;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that records everything it receives. */
class RecordingListener implements WatchListener {
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<Source> listed = new CopyOnWriteArrayList<>();
    final List<Source> relisting = new CopyOnWriteArrayList<>();
    final List<Source> watchesEnded = new CopyOnWriteArrayList<>();
    final List<Source> heard = new CopyOnWriteArrayList<>();
    final List<Source> failed = new CopyOnWriteArrayList<>();
    final List<String> failing = new CopyOnWriteArrayList<>();
    final List<Source> recovered = new CopyOnWriteArrayList<>();
    final List<ReadProblem> problems = new CopyOnWriteArrayList<>();

    @Override
    public void requested(String verb, String host, String code, long nanos) {
        requests.add(verb + " " + code);
    }

    @Override
    public void listed(Source source) {
        listed.add(source);
    }

    @Override
    public void relisting(Source source) {
        relisting.add(source);
    }

    @Override
    public void watchEnded(Source source) {
        watchesEnded.add(source);
    }

    @Override
    public void heard(Source source) {
        heard.add(source);
    }

    @Override
    public void failed(Source source) {
        failed.add(source);
    }

    @Override
    public void failing(Source source, String why) {
        failing.add(source + ": " + why);
    }

    @Override
    public void recovered(Source source) {
        recovered.add(source);
    }

    @Override
    public void unreadable(ReadProblem problem) {
        problems.add(problem);
    }
}
