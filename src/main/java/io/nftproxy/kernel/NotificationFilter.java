package io.nftproxy.kernel;

import io.nftproxy.core.nft.TableRef;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A classic BPF program that the kernel runs on each nf_tables notification before it is queued. It
 * passes changes that other processes make to one table, and the end of each of their commits.
 *
 * <p>A notification is a datagram of several messages of one commit, which may concern several
 * tables. The program compares, message by message, the last four bytes of the table's name, which
 * is the first attribute of each message. Other tables whose names end alike pass as well; {@link
 * io.nftproxy.kernel.netlink.nftables.ChangeSummary} compares whole names. Classic BPF has no
 * loops, so the instructions are repeated for each message. A load beyond the end of the datagram
 * makes the kernel drop the datagram.
 *
 * <p>The program has to be small: before Linux 6.8, the sysctl {@code net.core.optmem_max} limits
 * it to 20 KiB of the kernel's own instructions, ten of which stand for one load.
 */
final class NotificationFilter {
    /** The smallest messages of a datagram with pages of 4 KiB, which the kernel fills to 4 KiB. */
    static final int SMALL_PAGE_MESSAGES = 64;

    /** The same with larger pages: the kernel fills 8 KiB. */
    static final int MAX_MESSAGES = 2 * SMALL_PAGE_MESSAGES;

    private static final int INSTRUCTION_BYTES = 8;
    private static final int MESSAGE_INSTRUCTIONS = 20;

    private static final int LOAD_WORD = 0x20;
    private static final int LOAD_HALF = 0x28;
    private static final int LOAD_WORD_AT_X = 0x40;
    private static final int LOAD_HALF_AT_X = 0x48;
    private static final int LOAD_X = 0x01;
    private static final int LOAD_SCRATCH = 0x60;
    private static final int LOAD_SCRATCH_TO_X = 0x61;
    private static final int STORE = 0x02;
    private static final int STORE_X = 0x03;
    private static final int ADD = 0x04;
    private static final int ADD_X = 0x0c;
    private static final int OR_X = 0x4c;
    private static final int AND = 0x54;
    private static final int SHIFT_LEFT = 0x64;
    private static final int SHIFT_RIGHT = 0x74;
    private static final int A_TO_X = 0x07;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int RETURN = 0x06;

    private static final int PASS = -1;
    private static final int DROP = 0;

    // struct nlmsghdr, struct nfgenmsg, struct nlattr.
    private static final int TYPE_OFFSET = 4;
    private static final int PORT_OFFSET = 12;
    private static final int NAME_OFFSET = 24;

    private final ByteBuffer program;
    private final boolean littleEndian = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private NotificationFilter(int messages) {
        program = LibC.buffer((8 + messages * MESSAGE_INSTRUCTIONS) * INSTRUCTION_BYTES);
    }

    /**
     * Returns the program as an array of {@code struct sock_filter}.
     *
     * @param ownPort port ({@code nl_pid}) of the socket whose commits are dropped
     * @param endOfCommit message type that ends a commit's notifications, {@code NFT_MSG_NEWGEN}
     * @param messages messages examined in one datagram; a datagram with more passes
     */
    static ByteBuffer program(TableRef table, int ownPort, int endOfCommit, int messages) {
        NotificationFilter filter = new NotificationFilter(messages);
        filter.dropOwn(ownPort);
        filter.passEnd(endOfCommit);
        filter.add(LOAD_X, 0);
        for (int i = 0; i < messages; i++) {
            filter.passIfAbout(table);
            filter.goToNextMessage();
        }
        filter.add(RETURN, PASS);
        return filter.program.flip();
    }

    private void dropOwn(int port) {
        add(LOAD_WORD, PORT_OFFSET);
        addJump(littleEndian ? Integer.reverseBytes(port) : port, 0, 1);
        add(RETURN, DROP);
    }

    private void passEnd(int type) {
        add(LOAD_HALF, TYPE_OFFSET);
        addJump(half(type), 0, 1);
        add(RETURN, PASS);
    }

    /** Passes a message about a table whose name ends alike. X is the message's offset. */
    private void passIfAbout(TableRef table) {
        byte[] name = table.name().getBytes(StandardCharsets.US_ASCII);
        int start = Math.max(name.length + 1 - Integer.BYTES, 0);
        byte[] end = Arrays.copyOfRange(name, start, start + Integer.BYTES);
        add(LOAD_WORD_AT_X, NAME_OFFSET + start);
        addJump(ByteBuffer.wrap(end).getInt(), 0, 1);
        add(RETURN, PASS);
    }

    /** Adds the message's aligned length to X; {@code nlmsg_len} is in the machine's byte order. */
    private void goToNextMessage() {
        add(STORE_X, 0);
        if (littleEndian) {
            add(LOAD_HALF_AT_X, 0);
            add(STORE, 1);
            add(SHIFT_RIGHT, Byte.SIZE);
            add(A_TO_X, 0);
            add(LOAD_SCRATCH, 1);
            add(AND, 0xff);
            add(SHIFT_LEFT, Byte.SIZE);
            add(OR_X, 0);
        } else {
            add(LOAD_WORD_AT_X, 0);
        }
        add(ADD, 3);
        add(AND, ~3);
        add(LOAD_SCRATCH_TO_X, 0);
        add(ADD_X, 0);
        add(A_TO_X, 0);
    }

    private int half(int value) {
        return littleEndian ? Short.reverseBytes((short) value) & 0xffff : value;
    }

    private void add(int code, int operand) {
        program.putShort((short) code).put((byte) 0).put((byte) 0).putInt(operand);
    }

    /** Adds a comparison of A that skips this many instructions if equal, and if not. */
    private void addJump(int operand, int ifEqual, int ifNot) {
        program.putShort((short) JUMP_IF_EQUAL).put((byte) ifEqual).put((byte) ifNot);
        program.putInt(operand);
    }
}
