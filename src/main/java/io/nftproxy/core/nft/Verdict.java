package io.nftproxy.core.nft;

/** The verdict of a rule or of a verdict map's element. */
public sealed interface Verdict extends ElementValue {
    /** Drops the packet. */
    record Drop() implements Verdict {}

    /** Accepts the packet at this hook. */
    record Accept() implements Verdict {}

    /** Continues in the calling chain. */
    record Return() implements Verdict {}

    /** Evaluates a chain and returns. */
    record Jump(String chain) implements Verdict {}

    /** Evaluates a chain without returning. */
    record Goto(String chain) implements Verdict {}

    Verdict DROP = new Drop();
    Verdict ACCEPT = new Accept();
    Verdict RETURN = new Return();
}
