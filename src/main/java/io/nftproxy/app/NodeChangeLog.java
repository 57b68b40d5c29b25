package io.nftproxy.app;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.sync.Commit;
import io.nftproxy.sync.CommitFollower;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs changes of this Node: that it was deleted or returned, that a primary address changed, that
 * a family has no NodePorts because it has no primary address, and that the configuration does not
 * fit the primary family. Owned by the sync thread.
 */
final class NodeChangeLog implements CommitFollower {
    private static final Logger LOG = LoggerFactory.getLogger(NodeChangeLog.class);

    private final NodeSettings nodeSettings;
    private final Map<IpFamily, IpAddress> primary = new EnumMap<>(IpFamily.class);
    private final Function<IpFamily, List<String>> findings;
    private Optional<Set<IpFamily>> reported = Optional.empty();
    private @Nullable IpFamily primaryFamily;
    private @Nullable Node node;
    private boolean deleted;

    /**
     * Creates the log of one Node.
     *
     * @param findings returns the settings that do not fit a node with this primary family
     */
    NodeChangeLog(NodeSettings nodeSettings, Function<IpFamily, List<String>> findings) {
        this.nodeSettings = nodeSettings;
        this.findings = findings;
    }

    @Override
    public void onCommitted(Commit commit) {
        if (!Objects.equals(commit.node(), node)) {
            node = commit.node();
            reportNode(node);
        }
        reportAddresses(commit.cluster());
    }

    private void reportNode(@Nullable Node node) {
        String name = nodeSettings.nodeName();
        if (node == null) {
            LOG.warn(
                    "Node {} was deleted; its last addresses, podCIDRs and labels stay in use,"
                            + " /healthz answers 503 until it returns",
                    name);
        } else {
            if (deleted) {
                LOG.info("Node {} has returned: addresses={}", name, node.addresses());
            }
            nodeSettings.localNode(node).addresses().forEach(this::compare);
        }
        deleted = node == null;
    }

    private void compare(IpFamily family, IpAddress now) {
        IpAddress before = primary.put(family, now);
        if (before != null && !before.equals(now)) {
            LOG.warn(
                    "Node {} changed its primary {} address from {} to {}; NodePorts and source"
                            + " ranges follow",
                    nodeSettings.nodeName(),
                    family.kubernetesName(),
                    before,
                    now);
        }
    }

    private void reportAddresses(ClusterState cluster) {
        IpFamily family = nodeSettings.primaryFamily(cluster.node());
        if (family != null && family != primaryFamily) {
            primaryFamily = family;
            findings.apply(family).forEach(finding -> LOG.warn("{}", finding));
        }
        Set<IpFamily> missing = nodeSettings.withoutPrimary(cluster.node());
        if (reported.isPresent() ? !reported.get().equals(missing) : !missing.isEmpty()) {
            reportMissing(missing, cluster.node());
        }
        reported = Optional.of(missing);
    }

    private void reportMissing(Set<IpFamily> missing, @Nullable Node node) {
        if (node == null) {
            LOG.warn(
                    "Node {} was not read or does not exist, its primary address is unknown;"
                            + " NodePorts are closed until it is read (nodePortAddresses: primary)",
                    nodeSettings.nodeName());
            return;
        }
        for (IpFamily family : missing) {
            LOG.info(
                    "Node {} has no {} address; {} NodePorts are closed until it has"
                            + " one (nodePortAddresses: primary)",
                    nodeSettings.nodeName(),
                    family.kubernetesName(),
                    family.kubernetesName());
        }
    }
}
