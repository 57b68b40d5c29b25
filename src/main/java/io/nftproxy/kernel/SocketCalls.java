package io.nftproxy.kernel;

import java.nio.ByteBuffer;

/**
 * The system calls of a netlink socket: what stands between {@link NetlinkSocket} and a kernel.
 *
 * <p>Each answers a length, or the negative error number.
 */
public interface SocketCalls {
    /**
     * Sends a datagram: a request or a whole batch. The kernel handles it before this returns, so
     * its answers can be received at once.
     *
     * @param datagram a direct buffer; from its position to its limit
     */
    int send(ByteBuffer datagram);

    /**
     * Receives a datagram without waiting.
     *
     * @param into a direct buffer, filled from its start
     * @return the datagram's whole length, which is more than the buffer holds if its end was lost
     */
    int receive(ByteBuffer into);

    /**
     * Receives some datagrams without waiting.
     *
     * @param into a direct buffer; each datagram is at the start of an equal part of it
     * @param lengths how many parts there are; takes the datagrams' whole lengths
     * @return how many datagrams, at least one; otherwise the negative error number
     */
    default int receive(ByteBuffer into, int[] lengths) {
        lengths[0] = receive(into.slice(0, into.capacity() / lengths.length));
        return lengths[0] < 0 ? lengths[0] : 1;
    }

    /**
     * Makes room for datagrams of this size to be sent.
     *
     * @return the room there is now
     */
    int growSendBuffer(int bytes);

    /**
     * Makes room for answers of this size.
     *
     * @return the room there is now
     */
    int growReceiveBuffer(int bytes);

    /** The socket's address, {@code nl_pid}: unique in its network namespace. */
    int port();

    /** Closes the socket; nothing else is called afterwards. */
    void close();
}
