package io.nftproxy.core.nft;

import io.nftproxy.core.nft.Expression.CtKey;
import io.nftproxy.core.nft.Expression.MetaKey;
import io.nftproxy.core.nft.Expression.Numgen;
import io.nftproxy.core.nft.TableRef.Family;

/**
 * A builder of rules that reads like nft text and compiles to the expressions that nft sends.
 *
 * <p>Operands ({@link #daddr}, {@link #l4proto}, {@link #numgen}, …) are concatenated until a
 * consumer ({@link #vmap}, {@link #in}, {@link #within}, {@link #dnat}, {@link #update}, …) uses
 * them. A verdict ends the rule and returns it; {@link #build} ends a rule without a verdict.
 *
 * <pre>{@code
 * rule().daddr(IP).l4proto().thDport().vmap("service-ips4")
 *     ip daddr . meta l4proto . th dport vmap @service-ips4
 * rule().fibDaddrLocal().daddr(IP).notWithin(loopback, 8).l4proto().thDport().vmap("m")
 *     fib daddr type local ip daddr != 127.0.0.0/8 meta l4proto . th dport vmap @m
 * rule().daddr(IP).l4proto().thDport().numgen(2).dnat(IP, "endpoints4")
 *     dnat ip to ip daddr . meta l4proto . th dport . numgen random mod 2 map @endpoints4
 * rule().daddr(IP).l4proto().thDport().jhash(IP, false, 251, 1).dnat(IP, "endpoints4")
 *     dnat ip to ip daddr . meta l4proto . th dport . jhash ip saddr mod 251 seed 0x1 map @…
 * rule().nfproto(IP).l4proto().thDport().numgen(2).dnat(IP, "nodeport-endpoints4")
 *     meta nfproto ipv4 dnat ip to meta l4proto . th dport . numgen random mod 2 map @…
 * rule().l4proto(6).saddr(IP6).dnat(IP6, "addresses", "ports")
 *     meta l4proto tcp dnat ip6 to ip6 saddr map @addresses:ip6 saddr map @ports
 * rule().daddr(IP).in("cluster-ips4").saddr(IP).notWithin(pods, 16).markOr(0x4000).build()
 *     ip daddr @cluster-ips4 ip saddr != 10.0.0.0/16 meta mark set meta mark | 0x00004000
 * rule().iifname("veth*").goTo("x")                iifname "veth*" goto x
 * rule().fibSaddrLocal().markOr(0x4000).build()    fib saddr type local meta mark set …
 * rule().markHas(0x4000).markXor(0x4000).masquerade()
 *     meta mark & 0x00004000 != 0x00000000 meta mark set meta mark ^ 0x00004000 masquerade …
 * rule().daddr(IP).l4proto().thDport().in("no-endpoint-services4").rejectPort(IP)
 *     … @no-endpoint-services4 reject with icmp port-unreachable
 * rule().ctStateNew().jump("firewall-check")       ct state new jump firewall-check
 * rule().daddr(IP).thDport().in("pool").ctOriginalSaddr(IP).to().daddr(IP).thDport()
 *         .update("clients", 10_800_000).build()
 *     ip daddr . th dport @pool update @clients { ct original ip saddr timeout 3h : ip daddr … }
 * }</pre>
 *
 * <p>The first IPv4 or IPv6 field inserts {@code meta nfproto} before its statement, as nft does in
 * an inet table. Fields of both families in one rule, and operands without a consumer, throw {@link
 * IllegalStateException}: both are programming errors.
 */
public final class RuleBuilder {
    private final RuleAssembler rule = new RuleAssembler();

    private RuleBuilder() {}

    public static RuleBuilder rule() {
        return new RuleBuilder();
    }

    // Operands

    /** {@code ip saddr} or {@code ip6 saddr}. */
    public RuleBuilder saddr(Family family) {
        return operand(Operand.source(family));
    }

    /** {@code ip daddr} or {@code ip6 daddr}. */
    public RuleBuilder daddr(Family family) {
        return operand(Operand.destination(family));
    }

    /** {@code meta l4proto}, as part of a key. */
    public RuleBuilder l4proto() {
        return operand(Operand.meta(MetaKey.L4PROTO));
    }

    /** {@code th dport}. */
    public RuleBuilder thDport() {
        return operand(Operand.destinationPort());
    }

    /** {@code numgen random mod N}. */
    public RuleBuilder numgen(int modulus) {
        return operand(Operand.number(Numgen.Mode.RANDOM, modulus));
    }

    /** {@code numgen inc mod N}. */
    public RuleBuilder numgenInc(int modulus) {
        return operand(Operand.number(Numgen.Mode.INC, modulus));
    }

    /** {@code jhash ip saddr mod N seed S}; with a port, {@code jhash ip saddr . th sport …}. */
    public RuleBuilder jhash(Family family, boolean withPort, int modulus, int seed) {
        rule.hash(Operand.client(family, withPort), modulus, seed);
        return this;
    }

    /** {@code ct original ip saddr} or {@code ct original ip6 saddr}. */
    public RuleBuilder ctOriginalSaddr(Family family) {
        return operand(Operand.originalSource(family));
    }

    /** {@code ct original ip daddr} or {@code ct original ip6 daddr}. */
    public RuleBuilder ctOriginalDaddr(Family family) {
        return operand(Operand.originalDestination(family));
    }

    /**
     * {@code ct original proto-dst}. nft can read its own text back only after {@link
     * #l4proto(int)} in the same rule.
     */
    public RuleBuilder ctOriginalDport() {
        return operand(Operand.originalDestinationPort());
    }

    // Consumers of operands

    /** {@code @set}: matches if the set contains the key. */
    public RuleBuilder in(String set) {
        rule.match(set);
        return this;
    }

    /** {@code 10.0.0.0/8}: matches if the address is in the network; host bits are ignored. */
    public RuleBuilder within(Bytes network, int prefixLength) {
        rule.matchPrefix(true, network, prefixLength);
        return this;
    }

    /** {@code != 10.0.0.0/8}. */
    public RuleBuilder notWithin(Bytes network, int prefixLength) {
        rule.matchPrefix(false, network, prefixLength);
        return this;
    }

    /** The colon of {@link #update}: operands before it are the key, operands after it the data. */
    public RuleBuilder to() {
        rule.endKey();
        return this;
    }

    /**
     * {@code update @map { key timeout T : data }}.
     *
     * @param timeoutMs 0 for the default of the map
     */
    public RuleBuilder update(String map, long timeoutMs) {
        rule.update(map, timeoutMs);
        return this;
    }

    /**
     * {@code vmap @map}: issues the verdict of the key; continues with the next rule if the map
     * does not contain the key.
     */
    public Rule vmap(String map) {
        rule.verdictOf(map);
        return build();
    }

    /**
     * {@code dnat ip to key map @map}, where the map contains address and port. nft requires {@code
     * meta l4proto} in the key, or {@link #l4proto(int)} before it.
     */
    public Rule dnat(Family family, String map) {
        rule.dnat(family, map);
        return build();
    }

    /** {@code dnat ip6 to key map @addresses:key map @ports}: the key is looked up twice. */
    public Rule dnat(Family family, String addresses, String ports) {
        rule.dnat(family, addresses, ports);
        return build();
    }

    // Matches and statements of their own

    /** {@code meta nfproto ipv4} or {@code ipv6}, explicitly. */
    public RuleBuilder nfproto(Family family) {
        rule.establish(family);
        return this;
    }

    /** {@code meta l4proto tcp}, by IANA number. */
    public RuleBuilder l4proto(int protocol) {
        rule.matchMeta(MetaKey.L4PROTO, true, Bytes.wrap(new byte[] {(byte) protocol}));
        return this;
    }

    /** {@code iifname "cni0"}, or a prefix: {@code iifname "veth*"}. */
    public RuleBuilder iifname(String name) {
        rule.matchMeta(MetaKey.IIFNAME, true, RuleAssembler.interfaceName(name));
        return this;
    }

    /** {@code iifname != "cni0"}, or a prefix: {@code iifname != "veth*"}. */
    public RuleBuilder notIifname(String name) {
        rule.matchMeta(MetaKey.IIFNAME, false, RuleAssembler.interfaceName(name));
        return this;
    }

    /** {@code ct state new}. */
    public RuleBuilder ctStateNew() {
        rule.matchBits(Operand.connection(CtKey.STATE), KernelNumbers.CT_STATE_NEW);
        return this;
    }

    /** {@code ct status dnat}. */
    public RuleBuilder ctStatusDnat() {
        rule.matchBits(Operand.connection(CtKey.STATUS), KernelNumbers.CT_STATUS_DNAT);
        return this;
    }

    /** {@code fib saddr type local}. */
    public RuleBuilder fibSaddrLocal() {
        rule.matchLocal(true);
        return this;
    }

    /** {@code fib daddr type local}. */
    public RuleBuilder fibDaddrLocal() {
        rule.matchLocal(false);
        return this;
    }

    /** {@code meta mark & mask != 0}. */
    public RuleBuilder markHas(int mask) {
        rule.matchBits(Operand.meta(MetaKey.MARK), mask);
        return this;
    }

    /** {@code meta mark set meta mark | mask}. */
    public RuleBuilder markOr(int mask) {
        rule.setMark(~mask, mask);
        return this;
    }

    /** {@code meta mark set meta mark ^ mask}. */
    public RuleBuilder markXor(int mask) {
        rule.setMark(-1, mask);
        return this;
    }

    // Ends of rules

    /** {@code drop}. */
    public Rule drop() {
        return end(Verdict.DROP);
    }

    /** {@code return}. */
    public Rule toCaller() {
        return end(Verdict.RETURN);
    }

    /** {@code jump chain}. */
    public Rule jump(String chain) {
        return end(new Verdict.Jump(chain));
    }

    /** {@code goto chain}. */
    public Rule goTo(String chain) {
        return end(new Verdict.Goto(chain));
    }

    /** {@code masquerade fully-random}. */
    public Rule masquerade() {
        rule.statement(new Expression.Masquerade());
        return build();
    }

    /** {@code reject with icmp port-unreachable}, or icmpv6. */
    public Rule rejectPort(Family family) {
        rule.rejectPort(family);
        return build();
    }

    private Rule end(Verdict verdict) {
        rule.statement(new Expression.ImmediateVerdict(verdict));
        return build();
    }

    /** Returns the rule without a verdict. */
    public Rule build() {
        return rule.finish();
    }

    private RuleBuilder operand(Operand operand) {
        rule.operand(operand);
        return this;
    }
}
