package io.nftproxy.core.trace;

import io.nftproxy.core.nft.Verdict;

/** What came of evaluating one rule. */
sealed interface RuleResult {
    /** It did not apply. */
    record NotApplied() implements RuleResult {}

    /**
     * It applied, and the next rule follows.
     *
     * @param effect what it changed; may be empty
     */
    record Next(String effect) implements RuleResult {}

    /** It gave a verdict. */
    record Given(Verdict verdict) implements RuleResult {}

    /**
     * It translated an address, which ends the hook.
     *
     * @param effect to what
     */
    record Translated(String effect) implements RuleResult {}

    /** It answered with an error. */
    record Rejected() implements RuleResult {}

    RuleResult NOT_APPLIED = new NotApplied();
    RuleResult REJECTED = new Rejected();
}
