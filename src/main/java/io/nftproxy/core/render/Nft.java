package io.nftproxy.core.render;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Field;
import io.nftproxy.core.nft.RuleBuilder;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.plan.PodMatch;

/** Conversions from Kubernetes types to nft families, fields and matches. */
public final class Nft {
    private Nft() {}

    /** Returns {@code ip} or {@code ip6}. */
    public static TableRef.Family family(IpFamily family) {
        return switch (family) {
            case IPV4 -> TableRef.Family.IP;
            case IPV6 -> TableRef.Family.IP6;
        };
    }

    static Field saddr(IpFamily family) {
        return family == IpFamily.IPV4 ? Field.IP_SADDR : Field.IP6_SADDR;
    }

    static Field daddr(IpFamily family) {
        return family == IpFamily.IPV4 ? Field.IP_DADDR : Field.IP6_DADDR;
    }

    /** Returns 127.0.0.0/8 or ::1/128. */
    static Cidr loopback(IpFamily family) {
        return Cidr.of(family == IpFamily.IPV4 ? "127.0.0.0/8" : "::1/128");
    }

    static RuleBuilder fromPod(RuleBuilder rule, PodMatch detector) {
        return switch (detector) {
            case PodMatch.SourceIn(Cidr network) ->
                    rule.saddr(family(network.family()))
                            .within(Keys.address(network.network()), network.prefixLength());
            case PodMatch.InputInterface(String pattern) -> rule.iifname(pattern);
        };
    }

    static RuleBuilder notFromPod(RuleBuilder rule, PodMatch detector) {
        return switch (detector) {
            case PodMatch.SourceIn(Cidr network) ->
                    rule.saddr(family(network.family()))
                            .notWithin(Keys.address(network.network()), network.prefixLength());
            case PodMatch.InputInterface(String pattern) -> rule.notIifname(pattern);
        };
    }
}
