package io.nftproxy.core.render;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.RuleBuilder;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.Verdict;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The networks that may connect to a load balancer IP: an interval set, and a chain of the same
 * name that drops all other clients. Services with equal {@code loadBalancerSourceRanges} share
 * both.
 *
 * <p>The name is derived from the networks, so neither the set nor the chain ever changes. If the
 * ranges of a Service change, one element of {@code firewall-ips4} gets another verdict.
 *
 * @param name {@code source-ranges4-} and 20 hexadecimal digits
 * @param networks of one family, none inside another
 */
record AllowList(String name, IpFamily family, List<Cidr> networks) implements Shared {
    /** 80 bits of SHA-256, so that a user cannot craft a list with the name of another one. */
    private static final int NAME_BYTES = 10;

    AllowList {
        networks = List.copyOf(networks);
    }

    static AllowList of(IpFamily family, List<Cidr> networks) {
        MessageDigest digest = sha256();
        for (Element bound : Intervals.of(networks)) {
            digest.update(bound.key().toArray());
            digest.update((byte) (bound.intervalEnd() ? 1 : 0));
        }
        String hash = HexFormat.of().formatHex(digest.digest(), 0, NAME_BYTES);
        return new AllowList("source-ranges" + family.suffix() + "-" + hash, family, networks);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    SetSpec set() {
        return SetSpec.intervals(name, Nft.daddr(family));
    }

    List<Element> elements() {
        return Intervals.of(networks);
    }

    Chain chain() {
        return Chain.of(
                name,
                RuleBuilder.rule().saddr(Nft.family(family)).in(name).toCaller(),
                RuleBuilder.rule().drop());
    }

    Verdict verdict() {
        return new Verdict.Goto(name);
    }

    @Override
    public boolean hasChain(String chain) {
        return name.equals(chain);
    }

    @Override
    public boolean hasSet(String set) {
        return name.equals(set);
    }

    /** Compares names: lists that cover the same addresses are equal. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AllowList that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
