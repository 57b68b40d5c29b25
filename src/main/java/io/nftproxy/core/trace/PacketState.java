package io.nftproxy.core.trace;

import io.nftproxy.core.nft.BaseChain.Hook;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.TableRef.Family;

/** The state of a packet and its connection during the simulation. */
final class PacketState {
    private final Packet original;
    private Bytes destination;
    private int port;
    private int mark;
    private String inputInterface;
    private boolean translated;
    private boolean masqueraded;
    private boolean destinationSettled;
    private boolean sourceSettled;

    PacketState(Packet packet) {
        this.original = packet;
        this.destination = packet.destination();
        this.port = packet.destinationPort();
        this.inputInterface = packet.inputInterface() == null ? "" : packet.inputInterface();
    }

    /** Returns the packet before any translation. */
    Packet original() {
        return original;
    }

    Family family() {
        return original.family();
    }

    int protocol() {
        return original.protocol();
    }

    /**
     * Returns the original source: masquerading is the last step, so rules never see another one.
     */
    Bytes source() {
        return original.source();
    }

    Bytes destination() {
        return destination;
    }

    int port() {
        return port;
    }

    int mark() {
        return mark;
    }

    void setMark(int mark) {
        this.mark = mark;
    }

    /** Returns the input interface; empty for a packet that this host sends. */
    String inputInterface() {
        return inputInterface;
    }

    void receiveOn(String name) {
        inputInterface = name;
    }

    void translate(Bytes newDestination, int newPort) {
        destination = newDestination;
        port = newPort;
        translated = true;
    }

    void masquerade() {
        masqueraded = true;
    }

    boolean isTranslated() {
        return translated;
    }

    boolean isMasqueraded() {
        return masqueraded;
    }

    /**
     * Returns whether NAT of this kind is already decided: a connection passes NAT chains once for
     * each direction, even if no rule matches.
     */
    boolean isSettledAt(Hook hook) {
        return changesSource(hook) ? sourceSettled : destinationSettled;
    }

    void settleAt(Hook hook) {
        if (changesSource(hook)) {
            sourceSettled = true;
        } else {
            destinationSettled = true;
        }
    }

    private static boolean changesSource(Hook hook) {
        return hook == Hook.POSTROUTING || hook == Hook.INPUT;
    }
}
