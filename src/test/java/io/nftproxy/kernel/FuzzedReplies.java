package io.nftproxy.kernel;

import io.nftproxy.kernel.netlink.HexFile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A socket whose replies come from an input: for each receive a byte that is the error number or,
 * if 0, two bytes with the length of a datagram that follows. A datagram that starts with a whole
 * header gets the sequence number of the last request. Without a reply the queue is empty.
 */
final class FuzzedReplies implements SingleReceives {
    private static final int SEQUENCE = 8;

    private final ByteBuffer input;
    private int sequence;

    FuzzedReplies(byte[] input) {
        this.input = ByteBuffer.wrap(input).order(ByteOrder.nativeOrder());
    }

    /** Returns replies with one recorded message each, and an acknowledgement after it. */
    static List<byte[]> seeds() {
        byte[] ack = new byte[36];
        ByteBuffer.wrap(ack).order(ByteOrder.nativeOrder()).putInt(36).putShort((short) 2);
        List<byte[]> seeds = new ArrayList<>();
        for (String name : HexFile.names("").stream().sorted().toList()) {
            ByteArrayOutputStream seed = new ByteArrayOutputStream();
            byte[] message = HexFile.read(name);
            for (byte[] datagram : List.of(message, ack, message, ack)) {
                seed.write(0);
                seed.write(datagram.length);
                seed.write(datagram.length >> 8);
                seed.writeBytes(datagram);
            }
            seeds.add(seed.toByteArray());
        }
        return seeds;
    }

    @Override
    public int send(ByteBuffer datagram) {
        sequence = datagram.order(ByteOrder.nativeOrder()).getInt(SEQUENCE);
        return datagram.remaining();
    }

    @Override
    public int receive(ByteBuffer into) {
        if (!input.hasRemaining()) {
            return -Errno.EAGAIN;
        }
        int errno = input.get() & 0xff;
        if (errno != 0 || input.remaining() < 2) {
            return -Math.max(errno, 1);
        }
        int wanted = input.getShort() & 0xffff;
        byte[] datagram = new byte[Math.min(wanted, input.remaining())];
        input.get(datagram);
        if (datagram.length >= SEQUENCE + 4) {
            ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder()).putInt(SEQUENCE, sequence);
        }
        into.clear();
        into.put(Arrays.copyOf(datagram, Math.min(datagram.length, into.capacity())));
        return datagram.length;
    }

    @Override
    public int growSendBuffer(int bytes) {
        return bytes;
    }

    @Override
    public int growReceiveBuffer(int bytes) {
        return bytes;
    }

    @Override
    public int port() {
        return 1;
    }

    @Override
    public void close() {}
}
