package io.nftproxy.core.trace;

import io.nftproxy.core.nft.Verdict;

/** The result of one rule. */
sealed interface RuleResult {
    /** The rule did not match. */
    record NotApplied() implements RuleResult {}

    /**
     * The rule matched; evaluation continues with the next rule.
     *
     * @param effect the change that it made; may be empty
     */
    record Next(String effect) implements RuleResult {}

    /** The rule issued a verdict. */
    record Given(Verdict verdict) implements RuleResult {}

    /**
     * The rule translated an address, which ends the hook.
     *
     * @param effect the new address and port
     */
    record Translated(String effect) implements RuleResult {}

    /** The rule rejected the packet. */
    record Rejected() implements RuleResult {}

    RuleResult NOT_APPLIED = new NotApplied();
    RuleResult REJECTED = new Rejected();
}
