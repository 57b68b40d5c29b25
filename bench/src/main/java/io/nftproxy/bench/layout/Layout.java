package io.nftproxy.bench.layout;

import io.nftproxy.bench.lab.Cluster;
import io.nftproxy.bench.lab.Tool;
import java.io.IOException;
import java.util.List;

/**
 * Another way to program the same services: a text, and the tool that loads it.
 *
 * <p>These stand for the layout, not for kube-proxy's code. They are written from what is publicly
 * documented of the chains and rules that kube-proxy programs.
 */
public interface Layout {
    /** {@code kube-proxy nftables 1.36}. */
    String name();

    /** The tool that reads the texts from its standard input. */
    List<String> command();

    /** Everything. Loading it again is what a restarted kube-proxy does. */
    String full(Cluster cluster);

    /** Loads a text in the calling thread's namespace. */
    default Tool.Cost load(String text) throws IOException {
        return Tool.run(text, command().toArray(String[]::new));
    }
}
