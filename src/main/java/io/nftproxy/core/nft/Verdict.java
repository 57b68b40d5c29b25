package io.nftproxy.core.nft;

/** What happens to a packet: of a rule, or the value of a verdict map's element. */
public sealed interface Verdict extends ElementValue {
    /** Ends here, silently. */
    record Drop() implements Verdict {}

    /** Ends this hook. */
    record Accept() implements Verdict {}

    /** Goes on in the chain that jumped here. */
    record Return() implements Verdict {}

    /** Evaluates a chain and comes back. */
    record Jump(String chain) implements Verdict {}

    /** Evaluates a chain and does not come back. */
    record Goto(String chain) implements Verdict {}

    Verdict DROP = new Drop();
    Verdict ACCEPT = new Accept();
    Verdict RETURN = new Return();
}
