package io.nftproxy.kernel.netlink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A recording of a real program in {@code src/test/resources/netlink}: comment lines with the
 * command, then hexadecimal bytes, recorded on a little-endian machine.
 */
public final class HexFile {
    private static final Path DIRECTORY =
            Path.of(System.getProperty("project.dir", "."), "src/test/resources/netlink");
    private static final String SUFFIX = ".hex";

    private HexFile() {}

    /** Reads the file with this name, without suffix. */
    public static byte[] read(String name) {
        try (Stream<String> lines = Files.lines(DIRECTORY.resolve(name + SUFFIX))) {
            String digits =
                    lines.filter(line -> !line.startsWith("#"))
                            .collect(Collectors.joining())
                            .replace(" ", "");
            return HexFormat.of().parseHex(digits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the names of all files with a prefix. */
    public static Set<String> names(String prefix) {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix) && name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
