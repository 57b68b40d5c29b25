package io.nftproxy.sync;

import io.nftproxy.diff.KernelFailure;
import io.nftproxy.diff.KernelTable;
import io.nftproxy.diff.TransactionBuilder;
import io.nftproxy.model.Endpoint;
import io.nftproxy.model.IpAddress;
import io.nftproxy.model.IpFamily;
import io.nftproxy.render.PoolDeparture;
import io.nftproxy.ruleset.Bytes;
import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.ElementValue;
import io.nftproxy.ruleset.SetSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Forgets clients of endpoints that left their pool. */
final class AffinityPurge {
    private final KernelTable kernel;

    AffinityPurge(KernelTable kernel) {
        this.kernel = kernel;
    }

    /**
     * Adds the deletion of stale clients to a transaction. Reads the maps concerned, which have as
     * many elements as the service has clients.
     *
     * @return how many there are
     */
    int purge(List<PoolDeparture> departures, TransactionBuilder transaction) throws KernelFailure {
        int purged = 0;
        for (PoolDeparture departure : departures) {
            SetSpec clientPorts = departure.clientPorts();
            purged +=
                    clientPorts == null
                            ? purge4(departure, transaction)
                            : purge6(departure, clientPorts, transaction);
        }
        return purged;
    }

    private int purge4(PoolDeparture departure, TransactionBuilder transaction)
            throws KernelFailure {
        int purged = 0;
        for (Element client : kernel.readElements(departure.clients())) {
            if (client.value() instanceof ElementValue.Data(Bytes data)
                    && !departure.members().contains(endpoint(data, IpFamily.IPV4))) {
                transaction.destroyElement(departure.clients(), client);
                purged++;
            }
        }
        return purged;
    }

    /** IPv6 clients have an element in two maps; one without the other is stale as well. */
    private int purge6(PoolDeparture departure, SetSpec clientPorts, TransactionBuilder transaction)
            throws KernelFailure {
        Map<Bytes, Element> ports = new HashMap<>();
        for (Element port : kernel.readElements(clientPorts)) {
            ports.put(port.key(), port);
        }
        Set<Bytes> kept = new HashSet<>();
        int purged = 0;
        for (Element client : kernel.readElements(departure.clients())) {
            Element port = ports.get(client.key());
            if (port != null && isMember(departure, client, port)) {
                kept.add(client.key());
            } else {
                transaction.destroyElement(departure.clients(), client);
                purged++;
            }
        }
        for (Element port : ports.values()) {
            if (!kept.contains(port.key())) {
                transaction.destroyElement(clientPorts, port);
            }
        }
        return purged;
    }

    private static boolean isMember(PoolDeparture departure, Element client, Element port) {
        return client.value() instanceof ElementValue.Data(Bytes address)
                && port.value() instanceof ElementValue.Data(Bytes number)
                && departure
                        .members()
                        .contains(
                                new Endpoint(
                                        IpAddress.ofBytes(address.toArray(), 0, IpFamily.IPV6),
                                        number.shortAt(0)));
    }

    private static Endpoint endpoint(Bytes data, IpFamily family) {
        return new Endpoint(
                IpAddress.ofBytes(data.toArray(), 0, family),
                data.shortAt(family.addressLengthBytes()));
    }
}
