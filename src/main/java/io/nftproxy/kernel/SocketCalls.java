package io.nftproxy.kernel;

import java.nio.ByteBuffer;

/**
 * The system calls of one netlink socket, the port between {@link NetlinkSocket} and the kernel.
 *
 * <p>Each returns a length in bytes, or the negative error number.
 */
public interface SocketCalls extends AutoCloseable {
    /**
     * Sends a datagram: a request or a whole batch. The kernel processes it before this returns, so
     * its replies can be received at once.
     *
     * @param datagram a direct buffer; sent from its position to its limit
     */
    int send(ByteBuffer datagram);

    /**
     * Receives a datagram without waiting.
     *
     * @param into a direct buffer, filled from its start
     * @return the datagram's full length; if it is larger than the buffer, the end was truncated
     */
    int receive(ByteBuffer into);

    /**
     * Receives several datagrams without waiting.
     *
     * @param into a direct buffer, divided into equal parts, one for each datagram
     * @param lengths one entry for each part; receives the datagrams' full lengths
     * @return the number of datagrams, at least one; otherwise the negative error number
     */
    int receive(ByteBuffer into, int[] lengths);

    /**
     * Raises the send buffer to at least this size, if the kernel allows it.
     *
     * @return the room there is now
     */
    int growSendBuffer(int bytes);

    /**
     * Raises the receive buffer to at least this size, if the kernel allows it.
     *
     * @return the room there is now
     */
    int growReceiveBuffer(int bytes);

    /** Returns the socket's port ({@code nl_pid}), unique in its network namespace. */
    int port();

    /** Closes the socket; no other method is called afterwards. */
    @Override
    void close();
}
