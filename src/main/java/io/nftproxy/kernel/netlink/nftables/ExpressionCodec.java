package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The codec of a rule's expressions ({@code enum nft_expr_attributes}). Each kind has its own
 * codec.
 *
 * <p>If a codec does not know an attribute or its value, the expression becomes an {@link
 * Expression.Opaque}, which keeps all bytes.
 */
final class ExpressionCodec {
    private static final int NFTA_LIST_ELEM = 1;
    private static final int NFTA_EXPR_NAME = 1;
    private static final int NFTA_EXPR_DATA = 2;

    private static final String COUNTER = "counter";

    private ExpressionCodec() {}

    /** Writes expressions as {@code NFTA_LIST_ELEM} attributes. */
    static void encodeAll(AttributeWriter writer, int type, List<Expression> expressions) {
        int list = writer.nest(type);
        for (Expression expression : expressions) {
            int element = writer.nest(NFTA_LIST_ELEM);
            writer.string(NFTA_EXPR_NAME, name(expression));
            int data = writer.nest(NFTA_EXPR_DATA);
            encode(expression, writer);
            writer.endNest(data);
            writer.endNest(element);
        }
        writer.endNest(list);
    }

    private static String name(Expression expression) {
        return switch (expression) {
            case Expression.Payload _ -> PayloadCodec.NAME;
            case Expression.MetaLoad _, Expression.MetaSet _ -> MetaCodec.NAME;
            case Expression.CtLoad _ -> CtCodec.NAME;
            case Expression.Cmp _ -> CmpCodec.NAME;
            case Expression.Bitwise _ -> BitwiseCodec.NAME;
            case Expression.Lookup _ -> LookupCodec.NAME;
            case Expression.Numgen _ -> NumgenCodec.NAME;
            case Expression.Jhash _ -> HashCodec.NAME;
            case Expression.ImmediateVerdict _, Expression.ImmediateData _ -> ImmediateCodec.NAME;
            case Expression.Dnat _ -> NatCodec.NAME;
            case Expression.Masquerade _ -> MasqueradeCodec.NAME;
            case Expression.Reject _ -> RejectCodec.NAME;
            case Expression.FibType _ -> FibCodec.NAME;
            case Expression.DynsetUpdate _ -> DynsetCodec.NAME;
            case Expression.Counter _ -> COUNTER;
            case Expression.Opaque(String name, Bytes _) -> name;
        };
    }

    private static void encode(Expression expression, AttributeWriter writer) {
        switch (expression) {
            case Expression.Payload payload -> PayloadCodec.encode(payload, writer);
            case Expression.MetaLoad load -> MetaCodec.encode(load, writer);
            case Expression.MetaSet set -> MetaCodec.encode(set, writer);
            case Expression.CtLoad load -> CtCodec.encode(load, writer);
            case Expression.Cmp cmp -> CmpCodec.encode(cmp, writer);
            case Expression.Bitwise bitwise -> BitwiseCodec.encode(bitwise, writer);
            case Expression.Lookup lookup -> LookupCodec.encode(lookup, writer);
            case Expression.Numgen numgen -> NumgenCodec.encode(numgen, writer);
            case Expression.Jhash hash -> HashCodec.encode(hash, writer);
            case Expression.ImmediateVerdict verdict -> ImmediateCodec.encode(verdict, writer);
            case Expression.ImmediateData data -> ImmediateCodec.encode(data, writer);
            case Expression.Dnat dnat -> NatCodec.encode(dnat, writer);
            case Expression.Masquerade masquerade -> MasqueradeCodec.encode(masquerade, writer);
            case Expression.Reject reject -> RejectCodec.encode(reject, writer);
            case Expression.FibType fib -> FibCodec.encode(fib, writer);
            case Expression.DynsetUpdate update -> DynsetCodec.encode(update, writer);
            case Expression.Counter _ -> {}
            case Expression.Opaque(String _, Bytes attributes) -> writer.raw(attributes.toArray());
        }
    }

    /**
     * @param list the {@code NFTA_LIST_ELEM} attributes
     */
    static List<Expression> decodeAll(AttributeReader list) {
        List<Expression> expressions = new ArrayList<>();
        while (list.next()) {
            expressions.add(decode(list.nested()));
        }
        return expressions;
    }

    private static Expression decode(AttributeReader expression) {
        String name = "";
        AttributeReader data = null;
        byte[] bytes = {};
        while (expression.next()) {
            switch (expression.type()) {
                case NFTA_EXPR_NAME -> name = expression.string();
                case NFTA_EXPR_DATA -> {
                    data = expression.nested();
                    bytes = expression.bytes();
                }
                default -> {}
            }
        }
        Expression known = data == null ? null : decode(name, data);
        return known == null ? new Expression.Opaque(name, Bytes.wrap(bytes)) : known;
    }

    private static @Nullable Expression decode(String name, AttributeReader data) {
        return switch (name) {
            case PayloadCodec.NAME -> PayloadCodec.decode(data);
            case MetaCodec.NAME -> MetaCodec.decode(data);
            case CtCodec.NAME -> CtCodec.decode(data);
            case CmpCodec.NAME -> CmpCodec.decode(data);
            case BitwiseCodec.NAME -> BitwiseCodec.decode(data);
            case LookupCodec.NAME -> LookupCodec.decode(data);
            case NumgenCodec.NAME -> NumgenCodec.decode(data);
            case HashCodec.NAME -> HashCodec.decode(data);
            case ImmediateCodec.NAME -> ImmediateCodec.decode(data);
            case NatCodec.NAME -> NatCodec.decode(data);
            case MasqueradeCodec.NAME -> MasqueradeCodec.decode(data);
            case RejectCodec.NAME -> RejectCodec.decode(data);
            case FibCodec.NAME -> FibCodec.decode(data);
            case DynsetCodec.NAME -> DynsetCodec.decode(data);
            case COUNTER -> new Expression.Counter();
            default -> null;
        };
    }
}
