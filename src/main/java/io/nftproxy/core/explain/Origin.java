package io.nftproxy.core.explain;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.plan.NodePlan;
import io.nftproxy.core.plan.PodMatch;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sender of a packet.
 *
 * @param inputInterface where the packet arrives; null if this node sends it
 */
public record Origin(Kind kind, IpAddress address, @Nullable String inputInterface) {
    private static final String ANY_INTERFACE = "eth0";
    private static final String NO_INTERFACE = "-";

    /** The kinds of senders that the table treats differently. */
    public enum Kind {
        POD("pod"),
        NODE("node"),
        OUTSIDE("outside");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** Returns the word to type, {@code pod}. */
        public String word() {
            return word;
        }
    }

    /**
     * Returns the sender that the flag {@code --from} names.
     *
     * @param from {@code pod}, {@code node}, {@code outside} or an address; empty for a pod, or
     *     outside if pods are not recognized
     * @param inputInterface where the packet arrives; {@code -} if this node sends it; empty for
     *     what fits the address
     * @param to the destination
     * @param plan the plan of the node; null if no proxy answers
     * @param local the addresses of this node
     */
    public static Origin of(
            String from,
            String inputInterface,
            IpAddress to,
            @Nullable NodePlan plan,
            Set<IpAddress> local)
            throws NoAnswer {
        PodMatch pods = plan == null ? null : plan.pods().get(to.family());
        return switch (from) {
            case "pod" -> pod(pods, to.family());
            case "" -> pods == null ? outside(to.family()) : pod(pods, to.family());
            case "node" -> new Origin(Kind.NODE, own(to, local), null);
            case "outside" -> outside(to.family());
            default -> {
                IpAddress address = IpAddress.parse(from);
                if (address == null || address.family() != to.family()) {
                    throw new NoAnswer(
                            "--from %s: must be pod, node, outside or an %s address"
                                    .formatted(from, to.family().kubernetesName()));
                }
                yield of(address, inputInterface, pods, local);
            }
        };
    }

    private static Origin of(
            IpAddress address,
            String inputInterface,
            @Nullable PodMatch pods,
            Set<IpAddress> local) {
        boolean isOwn = local.contains(address) || address.isLoopback();
        if (inputInterface.equals(NO_INTERFACE) || inputInterface.isEmpty() && isOwn) {
            return new Origin(Kind.NODE, address, null);
        }
        String arrives = inputInterface.isEmpty() ? ANY_INTERFACE : inputInterface;
        boolean isPod =
                switch (pods) {
                    case PodMatch.SourceIn(Cidr network) -> network.contains(address);
                    case PodMatch.InputInterface(String pattern) -> matches(pattern, arrives);
                    case null -> false;
                };
        return new Origin(isPod ? Kind.POD : Kind.OUTSIDE, address, arrives);
    }

    private static boolean matches(String pattern, String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }

    /** Returns a pod that the table recognizes; fails if the table recognizes none. */
    private static Origin pod(@Nullable PodMatch pods, IpFamily family) throws NoAnswer {
        return switch (pods) {
            case PodMatch.SourceIn(Cidr network) ->
                    new Origin(Kind.POD, beforeLast(network), ANY_INTERFACE);
            case PodMatch.InputInterface(String pattern) ->
                    new Origin(Kind.POD, outside(family).address(), pattern.replace("*", "0"));
            case null ->
                    throw new NoAnswer(
                            "--from pod: this proxy recognizes no %s pods; use --from ADDRESS"
                                    .formatted(family.kubernetesName()));
        };
    }

    /** Returns the last address but one of a network: rarely that of a bridge or an endpoint. */
    private static IpAddress beforeLast(Cidr network) {
        IpAddress last = network.last();
        return new IpAddress(last.family(), last.high(), last.low() - 1);
    }

    /** Returns an address for documentation (RFC 5737, RFC 3849). */
    private static Origin outside(IpFamily family) {
        String address = family == IpFamily.IPV4 ? "203.0.113.1" : "2001:db8:ffff::1";
        return new Origin(Kind.OUTSIDE, IpAddress.of(address), ANY_INTERFACE);
    }

    /** Returns the address that this node would send from. */
    private static IpAddress own(IpAddress to, Set<IpAddress> local) {
        if (to.isLoopback() || local.contains(to)) {
            return to;
        }
        return local.stream()
                .filter(one -> one.family() == to.family())
                .filter(one -> !one.isLoopback() && !one.isLinkLocal())
                .findFirst()
                .orElseGet(() -> IpAddress.of(to.family() == IpFamily.IPV4 ? "127.0.0.1" : "::1"));
    }
}
