package io.nftproxy.bench.layout;

import io.nftproxy.bench.lab.Cluster;
import io.nftproxy.bench.lab.Tool;
import java.io.IOException;
import java.util.List;

/**
 * Another way to program the same services: a text, and the tool that loads it.
 *
 * <p>Only the rules are like kube-proxy's, from public descriptions of its chains and rules. The
 * cost of kube-proxy's own code is not included.
 */
public interface Layout {
    /** {@code kube-proxy nftables 1.36}. */
    String name();

    /** Returns the tool, which reads the texts from its standard input. */
    List<String> command();

    /** Returns a text that programs everything. A restarted kube-proxy loads it again. */
    String full(Cluster cluster);

    /** Loads a text in the calling thread's namespace. */
    default Tool.Cost load(String text) throws IOException {
        return Tool.run(text, command().toArray(String[]::new));
    }
}
