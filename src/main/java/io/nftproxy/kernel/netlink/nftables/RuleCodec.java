package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import java.util.ArrayList;
import java.util.List;

/** The codec of a rule ({@code enum nft_rule_attributes}). */
final class RuleCodec {
    static final int NFTA_RULE_CHAIN = 2;
    static final int NFTA_RULE_HANDLE = 3;
    static final int NFTA_RULE_EXPRESSIONS = 4;
    private static final int NFTA_RULE_USERDATA = 7;

    private RuleCodec() {}

    static void encode(AttributeWriter writer, String chain, Rule rule) {
        writer.string(NFTA_RULE_CHAIN, chain);
        ExpressionCodec.encodeAll(writer, NFTA_RULE_EXPRESSIONS, rule.expressions());
    }

    /**
     * A decoded rule with the name of its chain. A rule with a comment gets an extra opaque
     * expression, because nftproxy never writes one.
     */
    record Decoded(String chain, Rule rule) {}

    static Decoded decode(AttributeReader rule) {
        List<Expression> expressions = new ArrayList<>();
        if (rule.find(NFTA_RULE_EXPRESSIONS)) {
            expressions.addAll(ExpressionCodec.decodeAll(rule.nested()));
        }
        if (rule.find(NFTA_RULE_USERDATA)) {
            expressions.add(new Expression.Opaque("comment", Bytes.wrap(rule.bytes())));
        }
        return new Decoded(rule.string(NFTA_RULE_CHAIN), new Rule(expressions));
    }
}
