package io.nftproxy.core.nft;

import static io.nftproxy.core.nft.RuleAssembler.FIRST;

import io.nftproxy.core.nft.Expression.Cmp;
import io.nftproxy.core.nft.Expression.CtKey;
import io.nftproxy.core.nft.Expression.CtLoad;
import io.nftproxy.core.nft.Expression.Lookup;
import io.nftproxy.core.nft.Expression.MetaKey;
import io.nftproxy.core.nft.Expression.MetaLoad;
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
 * rule().l4proto(6).saddr(IP6).map("addresses").saddr(IP6).map("ports").dnat(IP6)
 *     meta l4proto tcp dnat ip6 to ip6 saddr map @addresses:ip6 saddr map @ports
 * rule().daddr(IP).in("cluster-ips4").saddr(IP).notWithin(pods, 16).markOr(0x4000).build()
 *     ip daddr @cluster-ips4 ip saddr != 10.0.0.0/16 meta mark set meta mark | 0x00004000
 * rule().markHas(0x4000).markXor(0x4000).masquerade()
 *     meta mark & 0x00004000 != 0x00000000 meta mark set meta mark ^ 0x00004000 masquerade …
 * rule().daddr(IP).l4proto().thDport().in("no-endpoint-services4").rejectPort(IP)
 *     … @no-endpoint-services4 reject with icmp port-unreachable
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
        rule.loadAddress(family, true);
        return this;
    }

    /** {@code ip daddr} or {@code ip6 daddr}. */
    public RuleBuilder daddr(Family family) {
        rule.loadAddress(family, false);
        return this;
    }

    /** {@code meta l4proto}, as part of a key. */
    public RuleBuilder l4proto() {
        return load(new MetaLoad(MetaKey.L4PROTO, rule.allocate(1)));
    }

    /** {@code th dport}. */
    public RuleBuilder thDport() {
        rule.loadPort(PacketLayout.DESTINATION_PORT_OFFSET);
        return this;
    }

    /** {@code numgen random mod N}. */
    public RuleBuilder numgen(int modulus) {
        return load(new Numgen(Numgen.Mode.RANDOM, rule.allocate(Integer.BYTES), modulus));
    }

    /** {@code numgen inc mod N}. */
    public RuleBuilder numgenInc(int modulus) {
        return load(new Numgen(Numgen.Mode.INC, rule.allocate(Integer.BYTES), modulus));
    }

    /** {@code jhash ip saddr mod N seed S}; with a port, {@code jhash ip saddr . th sport …}. */
    public RuleBuilder jhash(Family family, boolean withPort, int modulus, int seed) {
        rule.loadHash(family, withPort, modulus, seed);
        return this;
    }

    /** {@code ct original ip saddr} or {@code ct original ip6 saddr}. */
    public RuleBuilder ctOriginalSaddr(Family family) {
        CtKey key = family == Family.IP ? CtKey.SRC_IP : CtKey.SRC_IP6;
        return ctOriginal(key, PacketLayout.addressLength(family));
    }

    /** {@code ct original ip daddr} or {@code ct original ip6 daddr}. */
    public RuleBuilder ctOriginalDaddr(Family family) {
        CtKey key = family == Family.IP ? CtKey.DST_IP : CtKey.DST_IP6;
        return ctOriginal(key, PacketLayout.addressLength(family));
    }

    /** {@code ct original proto-dst}. nft can read it back only after {@link #l4proto(int)}. */
    public RuleBuilder ctOriginalDport() {
        return ctOriginal(CtKey.PROTO_DST, PacketLayout.PORT_LENGTH);
    }

    private RuleBuilder ctOriginal(CtKey key, int length) {
        return load(new CtLoad(key, true, rule.allocate(length)));
    }

    private RuleBuilder load(Expression operand) {
        rule.load(operand);
        return this;
    }

    // Consumers of operands

    /** {@code @set}: matches if the set contains the key. */
    public RuleBuilder in(String set) {
        return statement(1, new Lookup(set, FIRST, null, false));
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
        rule.endGroup();
        return this;
    }

    /** {@code update @map { key timeout T : data }}; 0 is the default of the map. */
    public RuleBuilder update(String map, long timeoutMs) {
        return statement(2, new Expression.DynsetUpdate(map, FIRST, rule.start(), timeoutMs));
    }

    /**
     * {@code vmap @map}: issues the verdict of the key; continues with the next rule if the map
     * does not contain the key.
     */
    public Rule vmap(String map) {
        return statement(1, new Lookup(map, FIRST, null, true)).build();
    }

    /**
     * {@code dnat ip to key map @map}, where the map contains address and port. nft requires {@link
     * #l4proto()} in the key, or {@link #l4proto(int)} before it.
     */
    public Rule dnat(Family family, String map) {
        int port = FIRST + PacketLayout.addressLength(family) / Integer.BYTES;
        Expression address = new Lookup(map, FIRST, FIRST, false);
        return statement(1, address, new Expression.Dnat(family, FIRST, port)).build();
    }

    /** {@code key map @map}: the value of the key, for {@link #dnat(Family)}. */
    public RuleBuilder map(String map) {
        rule.map(map);
        return this;
    }

    /** {@code dnat ip6 to key map @addresses:key map @ports}, after {@link #map} of each. */
    public Rule dnat(Family family) {
        return statement(2, new Expression.Dnat(family, FIRST, RuleAssembler.WORDS_OF_REGISTER))
                .build();
    }

    // Matches and statements of their own

    /** {@code meta nfproto ipv4} or {@code ipv6}, explicitly. */
    public RuleBuilder nfproto(Family family) {
        statement(0);
        rule.establish(family);
        return this;
    }

    /** {@code meta l4proto tcp}, by IANA number. */
    public RuleBuilder l4proto(int protocol) {
        Bytes number = Bytes.wrap(new byte[] {(byte) protocol});
        return statement(0, new MetaLoad(MetaKey.L4PROTO, FIRST), new Cmp(true, FIRST, number));
    }

    /** {@code iifname "cni0"}, or a prefix: {@code iifname "veth*"}. */
    public RuleBuilder iifname(String name) {
        rule.matchInterface(true, name);
        return this;
    }

    /** {@code iifname != "cni0"}, or a prefix: {@code iifname != "veth*"}. */
    public RuleBuilder notIifname(String name) {
        rule.matchInterface(false, name);
        return this;
    }

    /** {@code ct state new}. */
    public RuleBuilder ctStateNew() {
        rule.matchBits(new CtLoad(CtKey.STATE, false, FIRST), KernelNumbers.CT_STATE_NEW);
        return this;
    }

    /** {@code ct status dnat}. */
    public RuleBuilder ctStatusDnat() {
        rule.matchBits(new CtLoad(CtKey.STATUS, false, FIRST), KernelNumbers.CT_STATUS_DNAT);
        return this;
    }

    /** {@code meta mark & mask != 0}. */
    public RuleBuilder markHas(int mask) {
        rule.matchBits(new MetaLoad(MetaKey.MARK, FIRST), mask);
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

    // Verdicts and other ends of rules

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

    private Rule end(Verdict verdict) {
        return statement(0, new Expression.ImmediateVerdict(verdict)).build();
    }

    /** {@code masquerade fully-random}. */
    public Rule masquerade() {
        return statement(0, new Expression.Masquerade()).build();
    }

    /** {@code reject with icmp port-unreachable}, or icmpv6. */
    public Rule rejectPort(Family family) {
        rule.rejectPort(family);
        return build();
    }

    /** Returns the rule without a verdict. */
    public Rule build() {
        return rule.finish();
    }

    private RuleBuilder statement(int groups, Expression... statement) {
        rule.statement(groups, statement);
        return this;
    }
}
