package io.nftproxy.core.nft;

import java.util.List;

/** A rule: expressions evaluated in order until one does not hold or a verdict falls. */
public record Rule(List<Expression> expressions) {
    public Rule {
        expressions = List.copyOf(expressions);
    }

    public static Rule of(Expression... expressions) {
        return new Rule(List.of(expressions));
    }
}
