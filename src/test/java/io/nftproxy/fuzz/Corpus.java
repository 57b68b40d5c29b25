package io.nftproxy.fuzz;

import io.nftproxy.testing.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The seeds of a fuzz target: the files of {@code src/test/resources/fuzz/NAME}. */
public final class Corpus {
    private Corpus() {}

    /** Returns the content of each file, by name of the file; empty without a folder. */
    static List<byte[]> read(String name) {
        Path folder = Golden.resources().resolve("fuzz").resolve(name);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<byte[]> seeds = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                seeds.add(Files.readAllBytes(file));
            }
            return seeds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes the seeds of all targets for the coverage-guided fuzzer, {@code OUT/NAME/0}, and
     * prints the names.
     */
    public static void main(String[] out) throws IOException {
        for (FuzzTarget target : FuzzTargets.ALL) {
            Path folder = Files.createDirectories(Path.of(out[0], target.name()));
            int number = 0;
            for (byte[] seed : target.seeds()) {
                Files.write(folder.resolve("seed-" + number++), seed);
            }
            System.out.println(target.name());
        }
    }
}
