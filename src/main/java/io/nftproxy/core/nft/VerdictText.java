package io.nftproxy.core.nft;

/** Verdicts in nft's words. */
final class VerdictText {
    private VerdictText() {}

    /** For example {@code goto cluster-2}. */
    static String of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Drop _ -> "drop";
            case Verdict.Accept _ -> "accept";
            case Verdict.Return _ -> "return";
            case Verdict.Jump jump -> "jump " + jump.chain();
            case Verdict.Goto target -> "goto " + target.chain();
        };
    }
}
