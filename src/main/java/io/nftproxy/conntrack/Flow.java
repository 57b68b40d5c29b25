package io.nftproxy.conntrack;

import io.nftproxy.model.Endpoint;
import io.nftproxy.model.IpFamily;

/**
 * A UDP flow in the connection tracking table.
 *
 * @param client who sent the first packet
 * @param destination whom it was sent to, before any translation
 * @param answering who answers: the endpoint if the flow was translated, else the destination
 * @param replyTo where answers go to: the client, or the node's address if it was masqueraded
 * @param id {@code CTA_ID}: tells this flow from a later one between the same addresses
 * @param zone {@code CTA_ZONE}; 0 is the default zone
 */
public record Flow(
        Endpoint client,
        Endpoint destination,
        Endpoint answering,
        Endpoint replyTo,
        int id,
        int zone) {
    public IpFamily family() {
        return destination.address().family();
    }
}
