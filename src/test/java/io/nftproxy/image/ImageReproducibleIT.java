package io.nftproxy.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two builds of the image have the same files, except for the contents of the AOT cache. */
class ImageReproducibleIT {
    private static final String AOT_CACHE = "opt/nftproxy/lib/app/nftproxy.aot";

    @Test
    void twoBuildsAreEqual() throws Exception {
        TreeMap<String, String> first = describe(RootFileSystem.make().root());
        TreeMap<String, String> second = describe(RootFileSystem.makeAgain().root());

        assertThat(first).hasSizeGreaterThan(100).containsKey(AOT_CACHE);
        assertThat(second).isEqualTo(first);
    }

    /** Returns mode, owner, date, target and hash of each file. */
    private static TreeMap<String, String> describe(Path root) throws Exception {
        TreeMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.toList()) {
                String name = root.relativize(file).toString();
                files.put(name, metadata(file) + " " + content(file, name));
            }
        }
        return files;
    }

    private static String metadata(Path file) throws IOException {
        var attributes =
                Files.readAttributes(
                        file, "unix:mode,uid,gid,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        return new TreeMap<>(attributes).toString();
    }

    private static String content(Path file, String name) throws Exception {
        if (Files.isSymbolicLink(file)) {
            return Files.readSymbolicLink(file).toString();
        }
        return Files.isDirectory(file) || name.equals(AOT_CACHE) ? "" : Sbom.sha256(file);
    }
}
