package io.nftproxy.scenario;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.TableRef.Family;
import io.nftproxy.core.trace.Packet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A line of a {@link PacketTable}.
 *
 * @param through the interface on which the packet arrives; {@code -} if this host sends it
 * @param becomes the possible outcomes, as {@link io.nftproxy.core.trace.Outcome} prints them
 */
record PacketRow(
        String who,
        IpAddress source,
        String through,
        Protocol protocol,
        Endpoint target,
        Set<String> becomes) {

    static boolean isRow(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    static PacketRow parse(String line) {
        List<String> cells = Stream.of(line.split("\\|", -1)).map(String::strip).toList();
        if (cells.size() != PacketTable.COLUMNS) {
            throw new AssertionError("not a packet: " + line);
        }
        String[] target = cells.get(3).split(" ");
        Protocol protocol = Protocol.parse(target[0].toUpperCase(Locale.ROOT));
        return new PacketRow(
                cells.get(0),
                IpAddress.of(cells.get(1)),
                cells.get(2),
                Objects.requireNonNull(protocol, target[0]),
                endpoint(target[1]),
                new TreeSet<>(List.of(cells.get(4).split(", "))));
    }

    /** Parses {@code 10.244.0.7:8080} or {@code [fd00:244::7]:8080}. */
    static Endpoint endpoint(String text) {
        int colon = text.lastIndexOf(':');
        return new Endpoint(
                IpAddress.of(text.substring(0, colon).replaceAll("[\\[\\]]", "")),
                Integer.parseInt(text.substring(colon + 1)));
    }

    boolean isFromThisHost() {
        return through.equals("-");
    }

    /** Returns the endpoints that may answer. */
    List<Endpoint> answering() {
        return becomes.stream()
                .filter(outcome -> outcome.contains(":"))
                .map(outcome -> endpoint(outcome.split(" ")[0]))
                .toList();
    }

    Packet packet() {
        return new Packet(
                source.family() == IpFamily.IPV4 ? Family.IP : Family.IP6,
                protocol.number(),
                Bytes.wrap(source.toBytes()),
                Bytes.wrap(target.address().toBytes()),
                target.port(),
                isFromThisHost() ? null : through);
    }

    @Override
    public String toString() {
        return who + ": " + protocol + " to " + target + " from " + source + " by " + through;
    }
}
