package io.nftproxy.core.flows;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.FrontendKey.AddressKey;
import io.nftproxy.core.model.FrontendKey.NodePortKey;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Protocol;
import java.util.List;

/**
 * An entry of the connection tracking table: TCP, UDP or SCTP.
 *
 * @param replied whether the kernel saw a reply
 * @param client the source of the first packet
 * @param destination the destination of the first packet, before DNAT
 * @param answering the source of replies: the endpoint after DNAT, otherwise the destination
 * @param replyTo the destination of replies: the client, or the node's address if the flow is
 *     masqueraded
 * @param id {@code CTA_ID}, which differs from the id of a later flow between the same addresses
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

    /** Returns whether the destination was changed to an endpoint. */
    public boolean isTranslated() {
        return !answering.equals(destination);
    }

    /** Returns whether the endpoint sees another source than the client. */
    public boolean isMasqueraded() {
        return !replyTo.address().equals(client.address());
    }

    /**
     * Returns the frontends that the flow may go through: the first one that a Service owns. A
     * NodePort counts only if the destination was translated: other hosts have that port too.
     */
    public List<FrontendKey> frontends() {
        int port = destination.port();
        AddressKey address = new AddressKey(destination.address(), protocol, port);
        return isTranslated()
                ? List.of(address, new NodePortKey(protocol, port))
                : List.of(address);
    }

    /**
     * Returns for example {@code UDP 10.0.0.2:40000 to 10.96.0.10:53, answered by 10.244.1.7:53}.
     */
    @Override
    public String toString() {
        return protocol + " " + client + " to " + destination + ", answered by " + answering;
    }
}
