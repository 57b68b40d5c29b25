package io.nftproxy.core.render;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.plan.PortPlan;
import io.nftproxy.core.plan.ServicePlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The search for affinity pools whose stored clients are stale. */
public final class AffinityCleanups {
    private static final long MILLIS_PER_SECOND = 1000;

    private AffinityCleanups() {}

    /**
     * Returns the pools that exist before and after a change, and lost an endpoint or got a shorter
     * timeout.
     */
    static List<AffinityCleanup> between(ServicePlan before, ServicePlan after) {
        List<AffinityCleanup> cleanups = new ArrayList<>();
        for (int i = 0; i < before.ports().size(); i++) {
            PortPlan held = before.ports().get(i);
            if (!held.hasAffinity()) {
                continue;
            }
            PortPlan wanted = after.port(held.name(), held.family(), i);
            if (wanted == null || !wanted.hasAffinity()) {
                continue;
            }
            boolean shorter = wanted.affinityTimeoutSeconds() < held.affinityTimeoutSeconds();
            long shortenedToMs = shorter ? timeoutMs(wanted) : 0;
            if (isConcerned(held.clusterPool(), wanted.clusterPool(), shorter)) {
                cleanups.add(pool(wanted, false, shortenedToMs, true));
            }
            if (isConcerned(held.localPool(), wanted.localPool(), shorter)) {
                cleanups.add(pool(wanted, true, shortenedToMs, true));
            }
        }
        return cleanups;
    }

    private static boolean isConcerned(
            List<Endpoint> before, List<Endpoint> after, boolean shorter) {
        return !before.isEmpty()
                && !after.isEmpty()
                && (shorter || !new HashSet<>(after).containsAll(before));
    }

    /**
     * Returns the pools of a plan that a table read from the kernel has too, and that lost an
     * endpoint or got a shorter timeout since the table was written. The commit deletes the maps of
     * other pools.
     *
     * @param all whether to return unchanged pools too: a process that ended between a commit and
     *     the second cleanup may have left stale clients
     */
    public static List<AffinityCleanup> since(Ruleset held, ServicePlan plan, boolean all) {
        List<AffinityCleanup> cleanups = new ArrayList<>();
        for (PortPlan port : plan.ports()) {
            if (port.hasAffinity()) {
                addSince(held, port, false, all, cleanups);
                addSince(held, port, true, all, cleanups);
            }
        }
        return cleanups;
    }

    private static void addSince(
            Ruleset held,
            PortPlan port,
            boolean local,
            boolean all,
            List<AffinityCleanup> cleanups) {
        AffinityNames names = AffinityNames.of(port.name(), port.family());
        SetSpec clients = AffinityRenderer.clients(names.clients(local), port.family());
        boolean isWanted = !(local ? port.localPool() : port.clusterPool()).isEmpty();
        if (!isWanted || !clients.equals(held.sets().get(clients.name()))) {
            return;
        }
        boolean shorter = timeoutMs(port) < heldTimeoutMs(held, names, clients);
        boolean changed = shorter || hasLostMember(held, port, names.pool(local), local);
        if (changed || all) {
            cleanups.add(pool(port, local, shorter ? timeoutMs(port) : 0, changed));
        }
    }

    private static boolean hasLostMember(Ruleset held, PortPlan port, String pool, boolean local) {
        Set<Bytes> members = new HashSet<>();
        (local ? port.local() : port.cluster()).forEach(end -> members.add(Keys.endpoint(end)));
        return held.elementsOf(pool).stream().anyMatch(end -> !members.contains(end.key()));
    }

    /** Returns the timeout with which the table learns clients; 0 if it learns none. */
    private static long heldTimeoutMs(Ruleset held, AffinityNames names, SetSpec clients) {
        Chain learn = held.chains().get(names.learn());
        for (Rule rule : learn == null ? List.<Rule>of() : learn.rules()) {
            for (Expression expression : rule.expressions()) {
                if (expression instanceof Expression.DynsetUpdate update
                        && update.set().equals(clients.name())) {
                    return update.timeoutMs();
                }
            }
        }
        return 0;
    }

    private static long timeoutMs(PortPlan port) {
        return port.affinityTimeoutSeconds() * MILLIS_PER_SECOND;
    }

    private static AffinityCleanup pool(
            PortPlan port, boolean local, long shortenedToMs, boolean ofNewRules) {
        AffinityNames names = AffinityNames.of(port.name(), port.family());
        return new AffinityCleanup(
                AffinityRenderer.clients(names.clients(local), port.family()),
                port.family() == IpFamily.IPV4
                        ? null
                        : AffinityRenderer.clientPorts(names.clientPorts(local)),
                new HashSet<>(local ? port.local() : port.cluster()),
                shortenedToMs,
                ofNewRules);
    }
}
