package io.nftproxy.core.nft;

import java.util.List;

/** A rule: expressions that are evaluated in order until one does not match or issues a verdict. */
public record Rule(List<Expression> expressions) {
    public Rule {
        expressions = List.copyOf(expressions);
    }

    public static Rule of(Expression... expressions) {
        return new Rule(List.of(expressions));
    }
}
