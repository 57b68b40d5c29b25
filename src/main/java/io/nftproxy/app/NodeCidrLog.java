package io.nftproxy.app;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Node;
import io.nftproxy.sync.Commit;
import io.nftproxy.sync.CommitFollower;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the podCIDRs that mode NodeCIDR detects local traffic by, and that the Node has none yet.
 * Nothing else waits for them: a Node without podCIDRs has no pods that need them. Owned by the
 * sync thread.
 */
final class NodeCidrLog implements CommitFollower {
    private static final Logger LOG = LoggerFactory.getLogger(NodeCidrLog.class);

    private final List<IpFamily> families;
    private final Map<IpFamily, Optional<Cidr>> reported = new EnumMap<>(IpFamily.class);

    NodeCidrLog(List<IpFamily> families) {
        this.families = List.copyOf(families);
    }

    @Override
    public void onCommitted(Commit commit) {
        Node node = commit.cluster().node();
        List<Cidr> cidrs = node == null ? List.of() : node.podCidrs();
        for (IpFamily family : families) {
            Optional<Cidr> now = cidrs.stream().filter(cidr -> cidr.family() == family).findFirst();
            if (!now.equals(reported.put(family, now))) {
                report(family, now);
            }
        }
    }

    private static void report(IpFamily family, Optional<Cidr> cidr) {
        String name = family.kubernetesName();
        if (cidr.isPresent()) {
            LOG.info("Detecting local {} traffic by podCIDR {}", name, cidr.get());
        } else {
            LOG.warn("Node has no {} podCIDR; local {} traffic is not detected", name, name);
        }
    }
}
