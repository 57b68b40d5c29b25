package io.nftproxy.core.trace;

import io.nftproxy.core.nft.BaseChain;
import io.nftproxy.core.nft.BaseChain.Hook;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.NftText;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.Verdict;
import java.util.ArrayList;
import java.util.List;

/** One simulation run of a packet through the hooks. */
final class PacketWalk {
    /**
     * The maximum depth of chains. The kernel rejects loops, but a ruleset may not come from a
     * kernel.
     */
    private static final int CHAINS_MAX = 64;

    private static final String LOOPBACK = "lo";

    private final TableView table;
    private final PacketState packet;
    private final RuleMachine machine;
    private final Choices choices;
    private final List<Step> path = new ArrayList<>();
    private int rulesEvaluated;

    /** The result of a chain. */
    private enum End {
        /** No rule issued a verdict: the calling chain continues. */
        FELL_THROUGH,
        ACCEPTED,
        DROPPED,
        REJECTED
    }

    PacketWalk(TableView table, Packet packet, Choices choices) {
        this.table = table;
        this.packet = new PacketState(packet);
        this.choices = choices;
        this.machine = new RuleMachine(table, this.packet, choices);
    }

    Trace run() {
        End end = packet.original().isLocalOutput() ? output() : input();
        Outcome outcome =
                switch (end) {
                    case DROPPED -> Outcome.DROPPED;
                    case REJECTED -> Outcome.REJECTED;
                    case ACCEPTED, FELL_THROUGH ->
                            new Outcome.Accepted(
                                    packet.destination(),
                                    packet.port(),
                                    packet.isTranslated(),
                                    packet.isMasqueraded());
                };
        return new Trace(outcome, path, rulesEvaluated, choices.probability());
    }

    private End input() {
        End end = pass(Hook.PREROUTING);
        if (end != End.ACCEPTED) {
            return end;
        }
        if (table.isLocal(packet.destination())) {
            return pass(Hook.INPUT);
        }
        end = pass(Hook.FORWARD);
        return end == End.ACCEPTED ? pass(Hook.POSTROUTING) : end;
    }

    /**
     * Simulates a packet that this host sends. A packet for this host comes back in over the
     * loopback interface.
     */
    private End output() {
        End end = pass(Hook.OUTPUT);
        if (end == End.ACCEPTED) {
            end = pass(Hook.POSTROUTING);
        }
        if (end != End.ACCEPTED || !table.isLocal(packet.destination())) {
            return end;
        }
        packet.receiveOn(LOOPBACK);
        return input();
    }

    private End pass(Hook hook) {
        for (Chain chain : table.baseChains(hook)) {
            boolean nat = chain.base() != null && chain.base().type() == BaseChain.Type.NAT;
            if (nat && packet.isSettledAt(hook)) {
                continue;
            }
            End end = evaluate(hook, chain, 0);
            if (end == End.DROPPED || end == End.REJECTED) {
                return end;
            }
            if (nat) {
                packet.settleAt(hook);
            }
        }
        return End.ACCEPTED;
    }

    private End evaluate(Hook hook, Chain chain, int depth) {
        if (depth > CHAINS_MAX) {
            throw new IllegalStateException(
                    "more than " + CHAINS_MAX + " nested chains at " + chain.name());
        }
        int number = 0;
        for (Rule rule : chain.rules()) {
            number++;
            rulesEvaluated++;
            RuleResult result = machine.run(rule);
            if (!(result instanceof RuleResult.NotApplied)) {
                path.add(new Step(hook, chain.name(), number, NftText.of(rule), effect(result)));
            }
            switch (result) {
                case RuleResult.NotApplied _, RuleResult.Next _ -> {}
                case RuleResult.Translated _ -> {
                    return End.ACCEPTED;
                }
                case RuleResult.Rejected _ -> {
                    return End.REJECTED;
                }
                case RuleResult.Given(Verdict verdict) -> {
                    End end = follow(hook, verdict, depth);
                    if (end != End.FELL_THROUGH || !(verdict instanceof Verdict.Jump)) {
                        return end;
                    }
                }
            }
        }
        return End.FELL_THROUGH;
    }

    private End follow(Hook hook, Verdict verdict, int depth) {
        return switch (verdict) {
            case Verdict.Accept _ -> End.ACCEPTED;
            case Verdict.Drop _ -> End.DROPPED;
            case Verdict.Return _ -> End.FELL_THROUGH;
            case Verdict.Jump jump -> evaluate(hook, table.chain(jump.chain()), depth + 1);
            case Verdict.Goto target -> evaluate(hook, table.chain(target.chain()), depth + 1);
        };
    }

    private static String effect(RuleResult result) {
        return switch (result) {
            case RuleResult.NotApplied _, RuleResult.Rejected _ -> "";
            case RuleResult.Next next -> next.effect();
            case RuleResult.Given given -> NftText.of(given.verdict());
            case RuleResult.Translated translated -> translated.effect();
        };
    }
}
