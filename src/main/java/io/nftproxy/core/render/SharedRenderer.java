package io.nftproxy.core.render;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.RuleBuilder;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import java.util.ArrayList;
import java.util.List;

/** The renderer of {@link Shared} objects. */
final class SharedRenderer {
    /** The same on every node, so that all nodes choose the same endpoint for a client. */
    private static final int HASH_SEED = 1;

    private final RenderSettings settings;

    SharedRenderer(RenderSettings settings) {
        this.settings = settings;
    }

    void render(Shared thing, Part part) {
        switch (thing) {
            case SharedChain chain -> part.own(chain(chain));
            case SharedElement(SetSpec set, Element element) -> part.add(set, element);
            case AllowList list -> {
                part.own(list.set());
                part.addAll(list.set(), list.elements());
                part.own(list.chain());
            }
        }
    }

    private Chain chain(SharedChain chain) {
        return switch (chain.kind()) {
            case CLUSTER -> draw(chain, StandardSet.ENDPOINTS, false);
            case LOCAL -> draw(chain, StandardSet.LOCAL_ENDPOINTS, false);
            case NODEPORT -> draw(chain, StandardSet.NODEPORT_ENDPOINTS, true);
            case NODEPORT_LOCAL -> draw(chain, StandardSet.NODEPORT_LOCAL_ENDPOINTS, true);
            case EXTERNAL, NODEPORT_EXTERNAL -> masquerade(chain, chain.unmarked());
        };
    }

    private Chain masquerade(SharedChain chain, SharedChain then) {
        return Chain.of(
                chain.chainName(),
                RuleBuilder.rule().markOr(settings.masqueradeMark()).build(),
                RuleBuilder.rule().goTo(then.chainName()));
    }

    /**
     * Returns a chain that draws a slot, and draws slot 0 if that slot does not exist: the packet
     * may have entered the chain just before a commit that removed the slot. If slot 0 does not
     * exist either, the packet is dropped and the client retries. Without the drop, the connection
     * would keep a NAT entry without translation for its lifetime.
     */
    private Chain draw(SharedChain chain, StandardSet slots, boolean nodePort) {
        List<Rule> rules = new ArrayList<>();
        for (IpFamily family : settings.families()) {
            if (chain.slots() > 0 && chain.has(family)) {
                TableRef.Family nft = Nft.family(family);
                String map = slots.nameOf(family);
                rules.add(drawn(key(nft, nodePort), nft, chain).dnat(nft, map));
                if (chain.slots() > 1) {
                    rules.add(key(nft, nodePort).numgen(1).dnat(nft, map));
                }
            }
        }
        rules.add(RuleBuilder.rule().drop());
        return new Chain(chain.chainName(), null, rules);
    }

    private static RuleBuilder key(TableRef.Family nft, boolean nodePort) {
        RuleBuilder rule = RuleBuilder.rule();
        return (nodePort ? rule.nfproto(nft) : rule.daddr(nft)).l4proto().thDport();
    }

    private static RuleBuilder drawn(RuleBuilder key, TableRef.Family nft, SharedChain chain) {
        return switch (chain.scheduler()) {
            case RANDOM -> key.numgen(chain.slots());
            case RR -> key.numgenInc(chain.slots());
            case SH -> key.jhash(nft, false, chain.slots(), HASH_SEED);
            case MH -> key.jhash(nft, true, chain.slots(), HASH_SEED);
        };
    }
}
