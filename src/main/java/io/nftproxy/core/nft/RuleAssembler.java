package io.nftproxy.core.nft;

import io.nftproxy.core.nft.Expression.Bitwise;
import io.nftproxy.core.nft.Expression.Cmp;
import io.nftproxy.core.nft.Expression.Lookup;
import io.nftproxy.core.nft.Expression.MetaKey;
import io.nftproxy.core.nft.Expression.MetaLoad;
import io.nftproxy.core.nft.Expression.Payload;
import io.nftproxy.core.nft.TableRef.Family;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The expressions of a rule in progress. Allocates registers and inserts protocol tests as nft
 * 1.0.6 does.
 *
 * <p>A statement starts with all registers free. Its operands are loaded into consecutive words; a
 * group of operands starts at a 16-byte register. Most statements use one group, as a key.
 */
final class RuleAssembler {
    /** The word of the first register, where the first group starts. */
    static final int FIRST = 0;

    static final int WORDS_OF_REGISTER = 4;

    private final List<Expression> expressions = new ArrayList<>();
    private final List<Expression> loads = new ArrayList<>();
    private int endedGroups;
    private int start = FIRST;
    private int free = FIRST;
    private @Nullable Family family;

    /** Returns the word for the next operand of the group. */
    int allocate(int lengthBytes) {
        int word = free;
        free += (lengthBytes + Integer.BYTES - 1) / Integer.BYTES;
        return word;
    }

    void load(Expression operand) {
        loads.add(operand);
    }

    /** Loads an address of the packet. */
    void loadAddress(Family of, boolean source) {
        establish(of);
        int length = PacketLayout.addressLength(of);
        int offset = PacketLayout.addressOffset(of, source);
        load(new Payload(Payload.Base.NETWORK, offset, length, allocate(length)));
    }

    /** Loads a port of the packet. */
    void loadPort(int offset) {
        int length = PacketLayout.PORT_LENGTH;
        load(new Payload(Payload.Base.TRANSPORT, offset, length, allocate(length)));
    }

    /** Loads a hash of the packet's source. */
    void loadHash(Family of, boolean withPort, int modulus, int seed) {
        int hash = allocate(Integer.BYTES);
        int inputs = free + WORDS_OF_REGISTER; // nft leaves a register free before the inputs.
        free = inputs;
        loadAddress(of, true);
        if (withPort) {
            loadPort(PacketLayout.SOURCE_PORT_OFFSET);
        }
        int length = (free - inputs) * Integer.BYTES;
        load(new Expression.Jhash(inputs, length, hash, modulus, seed));
        free = hash + 1;
    }

    /** Replaces the operands of the group by the value that a map has for them; ends the group. */
    void map(String map) {
        load(new Lookup(map, start, start, false));
        endGroup();
    }

    void endGroup() {
        if (free == start) {
            throw new IllegalStateException("no operand to look up");
        }
        int registers = (free + WORDS_OF_REGISTER - 1) / WORDS_OF_REGISTER;
        start = registers * WORDS_OF_REGISTER;
        free = start;
        endedGroups++;
    }

    /** Returns the word at which the group starts. */
    int start() {
        return start;
    }

    /** Adds the loads of the operands, which must be this many groups, and their statement. */
    void statement(int groups, Expression... statement) {
        int pending = endedGroups + (free > start ? 1 : 0);
        if (pending != groups) {
            throw new IllegalStateException(
                    "%d groups of operands instead of %d".formatted(pending, groups));
        }
        expressions.addAll(loads);
        expressions.addAll(List.of(statement));
        loads.clear();
        endedGroups = 0;
        start = FIRST;
        free = FIRST;
    }

    /** Compares the operand, an address of the packet, with a network. */
    void matchPrefix(boolean equal, Bytes network, int prefixLength) {
        if (loads.size() != 1
                || !(loads.getFirst() instanceof Payload address)
                || address.length() != network.length()) {
            throw new IllegalStateException(
                    "prefix " + network + " needs exactly one address operand");
        }
        Bytes mask = PrefixMask.of(prefixLength, network.length());
        Bytes value = PrefixMask.and(network, mask);
        if (prefixLength > 0 && prefixLength % Byte.SIZE == 0) {
            // A prefix of whole bytes is compared by a shorter load, without a mask.
            int length = prefixLength / Byte.SIZE;
            loads.set(0, new Payload(address.base(), address.offset(), length, FIRST));
            statement(1, new Cmp(equal, FIRST, value.slice(0, length)));
            return;
        }
        Bytes zero = PrefixMask.of(0, mask.length());
        statement(1, new Bitwise(FIRST, FIRST, mask, zero), new Cmp(equal, FIRST, value));
    }

    /** Matches flags in host byte order if any of these bits is set. */
    void matchBits(Expression load, int bits) {
        Bytes zero = Bytes.ofHostInt(0);
        Bitwise masked = new Bitwise(FIRST, FIRST, Bytes.ofHostInt(bits), zero);
        statement(0, load, masked, new Cmp(false, FIRST, zero));
    }

    void matchLocal(boolean source) {
        Bytes local = Bytes.ofHostInt(KernelNumbers.ROUTE_LOCAL);
        statement(0, new Expression.FibType(source, FIRST), new Cmp(true, FIRST, local));
    }

    void matchInterface(boolean equal, String name) {
        Bytes bytes = interfaceName(name);
        statement(0, new MetaLoad(MetaKey.IIFNAME, FIRST), new Cmp(equal, FIRST, bytes));
    }

    /** Returns the name padded with zeros, or for {@code veth*} the bytes before the asterisk. */
    private static Bytes interfaceName(String name) {
        boolean prefix = name.endsWith("*");
        String text = prefix ? name.substring(0, name.length() - 1) : name;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length >= KernelNumbers.INTERFACE_NAME_BYTES) {
            throw new IllegalArgumentException("not an interface name: " + name);
        }
        return Bytes.wrap(
                prefix ? bytes : Arrays.copyOf(bytes, KernelNumbers.INTERFACE_NAME_BYTES));
    }

    void setMark(int mask, int xor) {
        Bytes kept = Bytes.ofHostInt(mask);
        statement(
                0,
                new MetaLoad(MetaKey.MARK, FIRST),
                new Bitwise(FIRST, FIRST, kept, Bytes.ofHostInt(xor)),
                new Expression.MetaSet(MetaKey.MARK, FIRST));
    }

    /** Adds a reject. nft puts its protocol test at the start of the rule, unlike others. */
    void rejectPort(Family wanted) {
        int code =
                wanted == Family.IP
                        ? KernelNumbers.ICMP_PORT_UNREACHABLE
                        : KernelNumbers.ICMPV6_PORT_UNREACHABLE;
        statement(0, new Expression.Reject(code));
        expressions.addAll(0, testOf(wanted));
    }

    /** Adds {@code meta nfproto}, unless the rule has tested the family already. */
    void establish(Family wanted) {
        expressions.addAll(testOf(wanted));
    }

    private List<Expression> testOf(Family wanted) {
        if (family == wanted) {
            return List.of();
        }
        if (family != null) {
            throw new IllegalStateException("rule has fields of " + family + " and " + wanted);
        }
        family = wanted;
        Bytes number = Bytes.wrap(new byte[] {(byte) wanted.number()});
        return List.of(new MetaLoad(MetaKey.NFPROTO, FIRST), new Cmp(true, FIRST, number));
    }

    Rule finish() {
        statement(0);
        return new Rule(expressions);
    }
}
