package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The codec of a rule's expressions ({@code enum nft_expr_attributes}).
 *
 * <p>An expression that nftproxy never writes is decoded as {@link Expression.Opaque}, with all its
 * bytes, so that it equals none that nftproxy writes.
 */
final class ExpressionCodec {
    private static final int NFTA_LIST_ELEM = 1;
    static final int NFTA_EXPR_NAME = 1;
    static final int NFTA_EXPR_DATA = 2;

    static final String IMMEDIATE = "immediate";

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
            case Expression.Payload _ -> "payload";
            case Expression.MetaLoad _, Expression.MetaSet _ -> "meta";
            case Expression.CtLoad _ -> "ct";
            case Expression.Cmp _ -> "cmp";
            case Expression.Bitwise _ -> "bitwise";
            case Expression.Lookup _ -> "lookup";
            case Expression.Numgen _ -> "numgen";
            case Expression.Jhash _ -> "hash";
            case Expression.ImmediateVerdict _ -> IMMEDIATE;
            case Expression.Dnat _ -> "nat";
            case Expression.Masquerade _ -> "masq";
            case Expression.Reject _ -> "reject";
            case Expression.FibType _ -> "fib";
            case Expression.DynsetUpdate _ -> "dynset";
            case Expression.Opaque(String name, Bytes _) -> name;
        };
    }

    private static void encode(Expression expression, AttributeWriter writer) {
        switch (expression) {
            case Expression.Payload payload -> LoadCodec.encode(payload, writer);
            case Expression.MetaLoad load -> LoadCodec.encode(load, writer);
            case Expression.MetaSet set -> LoadCodec.encode(set, writer);
            case Expression.CtLoad load -> LoadCodec.encode(load, writer);
            case Expression.Cmp cmp -> StatementCodec.encode(cmp, writer);
            case Expression.Bitwise bitwise -> StatementCodec.encode(bitwise, writer);
            case Expression.Lookup lookup -> StatementCodec.encode(lookup, writer);
            case Expression.Numgen numgen -> LoadCodec.encode(numgen, writer);
            case Expression.Jhash hash -> LoadCodec.encode(hash, writer);
            case Expression.ImmediateVerdict verdict -> StatementCodec.encode(verdict, writer);
            case Expression.Dnat dnat -> StatementCodec.encode(dnat, writer);
            case Expression.Masquerade _ -> StatementCodec.encodeMasquerade(writer);
            case Expression.Reject reject -> StatementCodec.encode(reject, writer);
            case Expression.FibType fib -> LoadCodec.encode(fib, writer);
            case Expression.DynsetUpdate update -> StatementCodec.encode(update, writer);
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
        String name = expression.string(NFTA_EXPR_NAME);
        if (!expression.find(NFTA_EXPR_DATA)) {
            return new Expression.Opaque(name, Bytes.EMPTY);
        }
        Expression known = decode(name, expression.nested());
        return known == null ? new Expression.Opaque(name, Bytes.wrap(expression.bytes())) : known;
    }

    private static @Nullable Expression decode(String name, AttributeReader data) {
        return switch (name) {
            case "payload" -> LoadCodec.payload(data);
            case "meta" -> LoadCodec.meta(data);
            case "ct" -> LoadCodec.ct(data);
            case "cmp" -> StatementCodec.cmp(data);
            case "bitwise" -> StatementCodec.bitwise(data);
            case "lookup" -> StatementCodec.lookup(data);
            case "numgen" -> LoadCodec.numgen(data);
            case "hash" -> LoadCodec.hash(data);
            case IMMEDIATE -> StatementCodec.immediate(data);
            case "nat" -> StatementCodec.nat(data);
            case "masq" -> StatementCodec.masquerade(data);
            case "reject" -> StatementCodec.reject(data);
            case "fib" -> LoadCodec.fib(data);
            case "dynset" -> StatementCodec.dynset(data);
            default -> null;
        };
    }
}
