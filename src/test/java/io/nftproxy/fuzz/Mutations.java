package io.nftproxy.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Inputs made from seeds by random changes. The same number gives the same inputs. */
final class Mutations {
    private static final int CHANGES_MAX = 6;
    private static final int PIECE_MAX = 64;
    private static final int INPUT_MAX = 1 << 16;

    /** Numbers around the limits of lengths, ports and prefixes. */
    private static final byte[] EDGES = {0, 1, 2, 3, 4, 7, 8, 16, 0x7f, -0x80, -4, -1, '"', '\n'};

    private final Random random;
    private final List<byte[]> seeds;

    Mutations(long number, List<byte[]> seeds) {
        this.random = new Random(number);
        this.seeds = seeds;
    }

    /** Returns the next input. */
    byte[] next() {
        byte[] input = seed().clone();
        int changes = 1 + random.nextInt(CHANGES_MAX);
        for (int i = 0; i < changes; i++) {
            input = changed(input);
        }
        return input.length > INPUT_MAX ? Arrays.copyOf(input, INPUT_MAX) : input;
    }

    private byte[] seed() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] changed(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int end = Math.min(input.length, at + 1 + random.nextInt(PIECE_MAX));
        return switch (random.nextInt(8)) {
            case 0 -> replaced(input, at, (byte) (1 << random.nextInt(8)), true);
            case 1 -> replaced(input, at, (byte) random.nextInt(256), false);
            case 2 -> replaced(input, at, EDGES[random.nextInt(EDGES.length)], false);
            case 3 -> joined(input, at, new byte[0], end);
            case 4 -> joined(input, at, Arrays.copyOfRange(input, at, end), at);
            case 5 -> joined(input, at, piece(seed()), end);
            case 6 -> joined(input, at, piece(seed()), at);
            default -> random.nextInt(4) == 0 ? Arrays.copyOf(input, at) : input;
        };
    }

    private static byte[] replaced(byte[] input, int at, byte value, boolean flipped) {
        if (at < input.length) {
            input[at] = flipped ? (byte) (input[at] ^ value) : value;
        }
        return input;
    }

    private byte[] piece(byte[] seed) {
        int from = random.nextInt(seed.length + 1);
        int to = Math.min(seed.length, from + 1 + random.nextInt(PIECE_MAX));
        return Arrays.copyOfRange(seed, from, to);
    }

    /** Returns the input up to an offset, other bytes, and the input from another offset on. */
    private static byte[] joined(byte[] input, int until, byte[] piece, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(input, 0, until);
        out.writeBytes(piece);
        out.write(input, from, input.length - from);
        return out.toByteArray();
    }
}
