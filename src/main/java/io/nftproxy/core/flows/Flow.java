package io.nftproxy.core.flows;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Protocol;

/**
 * A flow in the connection tracking table, of a protocol that Services have.
 *
 * @param replied whether a packet of the other direction was seen
 * @param client who sent the first packet
 * @param destination whom it was sent to, before any translation
 * @param answering who answers: the endpoint if the flow was translated, else the destination
 * @param replyTo where answers go to: the client, or the node's address if it was masqueraded
 * @param id {@code CTA_ID}: tells this flow from a later one between the same addresses
 * @param zone {@code CTA_ZONE}; 0 is the default zone
 */
public record Flow(
        Protocol protocol,
        boolean replied,
        Endpoint client,
        Endpoint destination,
        Endpoint answering,
        Endpoint replyTo,
        int id,
        int zone) {
    public IpFamily family() {
        return destination.address().family();
    }

    /** For example {@code UDP 10.0.0.2:40000 to 10.96.0.10:53, answered by 10.244.1.7:53}. */
    @Override
    public String toString() {
        return protocol + " " + client + " to " + destination + ", answered by " + answering;
    }
}
