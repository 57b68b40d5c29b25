package io.nftproxy.render;

import io.nftproxy.ruleset.Chain;
import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.PackedElements;
import io.nftproxy.ruleset.SetSpec;

/** Takes the part of the table that is there because of one Service. */
interface Fragment {
    void add(SetSpec set, Element element);

    /** Where elements of a data map are to be added. */
    PackedElements packed(SetSpec map);

    /** An element that is there as long as any Service wants it. */
    void addShared(SetSpec set, Element element);

    /** A chain that is there as long as any Service wants it; each use is counted. */
    void use(SharedChain chain);

    /** A set of the Service's own; naming it again changes nothing. */
    void own(SetSpec set);

    /** A chain of the Service's own; naming it again changes nothing. */
    void own(Chain chain);
}
