package io.nftproxy.core.nft;

import io.nftproxy.core.nft.Expression.Bitwise;
import io.nftproxy.core.nft.Expression.Cmp;
import io.nftproxy.core.nft.Expression.Lookup;
import io.nftproxy.core.nft.Expression.MetaKey;
import io.nftproxy.core.nft.TableRef.Family;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The compiler of {@link RuleBuilder}: allocates registers and inserts protocol tests as nft 1.0.6
 * does.
 */
final class RuleAssembler {
    // Each statement starts with all registers free.
    private static final int FIRST = 0;
    // A single value takes a whole 16-byte register; a concatenation is rounded up to one.
    private static final int WORDS_OF_REGISTER = 4;

    private final List<Expression> expressions = new ArrayList<>();
    private final List<Operand> pending = new ArrayList<>();
    private @Nullable List<Operand> key;
    private @Nullable Family family;

    void operand(Operand operand) {
        pending.add(operand);
    }

    /** Adds a hash as the last operand. nft leaves a register free before its inputs. */
    void hash(List<Operand> inputs, int modulus, int seed) {
        int inputsAt = FIRST + Operand.words(pending) + 1 + WORDS_OF_REGISTER;
        pending.add(Operand.hash(inputs, inputsAt, modulus, seed));
    }

    void statement(Expression expression) {
        requireNothingPending();
        expressions.add(expression);
    }

    Rule finish() {
        requireNothingPending();
        return new Rule(expressions);
    }

    void match(String set) {
        load(take(), FIRST);
        expressions.add(new Lookup(set, FIRST, null, false));
    }

    void verdictOf(String map) {
        load(take(), FIRST);
        expressions.add(new Lookup(map, FIRST, null, true));
    }

    void matchPrefix(boolean equal, Bytes network, int prefixLength) {
        List<Operand> address = take();
        establishFamilyOf(address);
        if (address.size() != 1 || address.getFirst().lengthBytes() != network.length()) {
            throw new IllegalStateException(
                    "prefix " + network + " needs exactly one address operand");
        }
        Bytes mask = PrefixMask.of(prefixLength, network.length());
        Bytes value = PrefixMask.and(network, mask);
        Expression load = address.getFirst().load().apply(FIRST).getFirst();
        if (prefixLength > 0 && prefixLength % Byte.SIZE == 0) {
            // A prefix of whole bytes is compared by a shorter load, without a mask.
            int length = prefixLength / Byte.SIZE;
            expressions.add(shortened(load, length));
            expressions.add(new Cmp(equal, FIRST, value.slice(0, length)));
            return;
        }
        expressions.add(load);
        expressions.add(new Bitwise(FIRST, FIRST, mask, PrefixMask.of(0, mask.length())));
        expressions.add(new Cmp(equal, FIRST, value));
    }

    private static Expression shortened(Expression load, int length) {
        if (!(load instanceof Expression.Payload payload)) {
            throw new IllegalStateException("a prefix needs an address in the packet");
        }
        return new Expression.Payload(payload.base(), payload.offset(), length, payload.dreg());
    }

    void matchMeta(MetaKey metaKey, boolean equal, Bytes value) {
        statement(new Expression.MetaLoad(metaKey, FIRST));
        expressions.add(new Cmp(equal, FIRST, value));
    }

    void matchBits(Operand operand, int bits) {
        requireNothingPending();
        expressions.addAll(operand.load().apply(FIRST));
        Bytes zero = Bytes.ofHostInt(0);
        expressions.add(new Bitwise(FIRST, FIRST, Bytes.ofHostInt(bits), zero));
        expressions.add(new Cmp(false, FIRST, zero));
    }

    void matchLocal(boolean source) {
        statement(new Expression.FibType(source, FIRST));
        expressions.add(new Cmp(true, FIRST, Bytes.ofHostInt(KernelNumbers.ROUTE_LOCAL)));
    }

    void setMark(int mask, int xor) {
        statement(new Expression.MetaLoad(MetaKey.MARK, FIRST));
        expressions.add(new Bitwise(FIRST, FIRST, Bytes.ofHostInt(mask), Bytes.ofHostInt(xor)));
        expressions.add(new Expression.MetaSet(MetaKey.MARK, FIRST));
    }

    void dnat(Family addressFamily, String map) {
        load(take(), FIRST);
        expressions.add(new Lookup(map, FIRST, FIRST, false));
        int port = FIRST + PacketLayout.addressLength(addressFamily) / Integer.BYTES;
        expressions.add(new Expression.Dnat(addressFamily, FIRST, port));
    }

    void dnat(Family addressFamily, String addresses, String ports) {
        List<Operand> operands = take();
        load(operands, FIRST);
        expressions.add(new Lookup(addresses, FIRST, FIRST, false));
        int port = FIRST + WORDS_OF_REGISTER;
        load(operands, port);
        expressions.add(new Lookup(ports, port, port, false));
        expressions.add(new Expression.Dnat(addressFamily, FIRST, port));
    }

    void endKey() {
        key = take();
    }

    void update(String map, long timeoutMs) {
        List<Operand> data = take();
        if (key == null) {
            throw new IllegalStateException("no key to update " + map);
        }
        establishFamilyOf(key);
        establishFamilyOf(data);
        load(key, FIRST);
        int words = Operand.words(key) + WORDS_OF_REGISTER - 1;
        int dataReg = FIRST + words / WORDS_OF_REGISTER * WORDS_OF_REGISTER;
        load(data, dataReg);
        key = null;
        expressions.add(new Expression.DynsetUpdate(map, FIRST, dataReg, timeoutMs));
    }

    void establish(Family wanted) {
        requireNothingPending();
        expressions.addAll(dependency(wanted));
    }

    void rejectPort(Family wanted) {
        requireNothingPending();
        // nft puts the protocol test of a reject at the start of the rule, unlike other protocol
        // tests.
        expressions.addAll(0, dependency(wanted));
        int code =
                wanted == Family.IP
                        ? KernelNumbers.ICMP_PORT_UNREACHABLE
                        : KernelNumbers.ICMPV6_PORT_UNREACHABLE;
        expressions.add(new Expression.Reject(code));
    }

    /** Returns the name padded with zeros, or for {@code veth*} the bytes before the asterisk. */
    static Bytes interfaceName(String name) {
        boolean prefix = name.endsWith("*");
        String text = prefix ? name.substring(0, name.length() - 1) : name;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length >= KernelNumbers.INTERFACE_NAME_BYTES) {
            throw new IllegalArgumentException("not an interface name: " + name);
        }
        return Bytes.wrap(
                prefix ? bytes : Arrays.copyOf(bytes, KernelNumbers.INTERFACE_NAME_BYTES));
    }

    private List<Operand> take() {
        if (pending.isEmpty()) {
            throw new IllegalStateException("no operand to look up");
        }
        List<Operand> operands = List.copyOf(pending);
        pending.clear();
        return operands;
    }

    private void load(List<Operand> operands, int first) {
        establishFamilyOf(operands);
        int word = first;
        for (Operand operand : operands) {
            expressions.addAll(operand.load().apply(word));
            word += operand.words();
        }
    }

    private void establishFamilyOf(List<Operand> operands) {
        for (Operand operand : operands) {
            if (operand.family() != null) {
                expressions.addAll(dependency(operand.family()));
            }
        }
    }

    /** Returns {@code meta nfproto}, unless the rule has tested it already. */
    private List<Expression> dependency(Family wanted) {
        if (family == wanted) {
            return List.of();
        }
        if (family != null) {
            throw new IllegalStateException("rule has fields of " + family + " and " + wanted);
        }
        family = wanted;
        Bytes number = Bytes.wrap(new byte[] {(byte) wanted.number()});
        return List.of(
                new Expression.MetaLoad(MetaKey.NFPROTO, FIRST), new Cmp(true, FIRST, number));
    }

    private void requireNothingPending() {
        if (!pending.isEmpty() || key != null) {
            throw new IllegalStateException("operands without a consumer");
        }
    }
}
