package io.nftproxy.sync;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.diff.TransactionBuilder;
import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.ElementValue;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.render.AffinityCleanup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Removes clients of endpoints that left their pool from the maps of session affinity, and shortens
 * the time of the others where {@code timeoutSeconds} became smaller.
 */
final class AffinityClients {
    private final KernelTable kernel;

    AffinityClients(KernelTable kernel) {
        this.kernel = kernel;
    }

    /**
     * Adds the removals and shorter times to a transaction. Reads each map concerned, which has as
     * many elements as the Service has clients.
     */
    void cleanUp(List<AffinityCleanup> cleanups, TransactionBuilder transaction)
            throws KernelFailure {
        for (AffinityCleanup cleanup : cleanups) {
            SetSpec clientPorts = cleanup.clientPorts();
            if (clientPorts == null) {
                cleanUp4(cleanup, transaction);
            } else {
                cleanUp6(cleanup, clientPorts, transaction);
            }
        }
    }

    private void cleanUp4(AffinityCleanup cleanup, TransactionBuilder transaction)
            throws KernelFailure {
        List<Element> kept = new ArrayList<>();
        for (Element client : kernel.readElements(cleanup.clients())) {
            if (client.value() instanceof ElementValue.Data(Bytes data)
                    && cleanup.members().contains(endpoint(data, IpFamily.IPV4))) {
                kept.add(client);
            } else {
                transaction.destroyElement(cleanup.clients(), client);
            }
        }
        shorten(cleanup, cleanup.clients(), kept, transaction);
    }

    /** An IPv6 client has an element in two maps; one without the other is removed as well. */
    private void cleanUp6(
            AffinityCleanup cleanup, SetSpec clientPorts, TransactionBuilder transaction)
            throws KernelFailure {
        Map<Bytes, Element> ports = new HashMap<>();
        for (Element port : kernel.readElements(clientPorts)) {
            ports.put(port.key(), port);
        }
        List<Element> kept = new ArrayList<>();
        List<Element> keptPorts = new ArrayList<>();
        for (Element client : kernel.readElements(cleanup.clients())) {
            Element port = ports.get(client.key());
            if (port != null && isMember(cleanup, client, port)) {
                kept.add(client);
                keptPorts.add(Objects.requireNonNull(ports.remove(client.key())));
            } else {
                transaction.destroyElement(cleanup.clients(), client);
            }
        }
        for (Element port : ports.values()) {
            transaction.destroyElement(clientPorts, port);
        }
        shorten(cleanup, cleanup.clients(), kept, transaction);
        shorten(cleanup, clientPorts, keptPorts, transaction);
    }

    /** A kernel before 6.12 cannot change an element's timeout: each is deleted and added. */
    private static void shorten(
            AffinityCleanup cleanup,
            SetSpec set,
            List<Element> kept,
            TransactionBuilder transaction) {
        if (cleanup.shortenedToMs() != 0) {
            kept.forEach(client -> transaction.destroyElement(set, client));
            transaction.addExpiringElements(set, kept, cleanup.shortenedToMs());
        }
    }

    private static boolean isMember(AffinityCleanup cleanup, Element client, Element port) {
        return client.value() instanceof ElementValue.Data(Bytes address)
                && port.value() instanceof ElementValue.Data(Bytes number)
                && cleanup.members()
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
