package io.nftproxy.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.testing.ChildJvm;
import io.nftproxy.testing.Skipped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The image's root file system: the directory that the system property {@value #READY} names, or
 * one that is built at {@code target/image/rootfs}.
 */
final class RootFileSystem {
    static final Path PROJECT =
            Path.of(Objects.requireNonNullElse(System.getProperty("project.dir"), "."));
    private static final Path TARGET = PROJECT.resolve("target");
    private static final String READY = "image.rootfs";

    private static @Nullable RootFileSystem made;

    private final Path root;

    private RootFileSystem(Path root) {
        this.root = root;
    }

    /**
     * Returns the output of {@code mvn package}. Without it the test is skipped with a message, or
     * fails if the environment has {@code CI=true}.
     */
    static Path packaged() {
        Path nftproxy = TARGET.resolve("nftproxy");
        if (Files.exists(nftproxy.resolve("lib/nftproxy.jar"))) {
            return nftproxy;
        }
        return Skipped.because("no image: " + nftproxy + " does not exist; run mvn verify");
    }

    /** Returns the ready file system, or builds one from the package, once for all tests. */
    static RootFileSystem make() throws IOException, InterruptedException {
        if (made == null) {
            String ready = System.getProperty(READY);
            made = ready == null ? make("rootfs") : new RootFileSystem(Path.of(ready).toRealPath());
        }
        return made;
    }

    /** Builds the file system from the package a second time. */
    static RootFileSystem makeAgain() throws IOException, InterruptedException {
        return make("rootfs-again");
    }

    private static RootFileSystem make(String name) throws IOException, InterruptedException {
        Path nftproxy = packaged();
        Path root = TARGET.resolve("image").resolve(name);
        Files.createDirectories(root.getParent());
        ChildJvm.output(List.of("rm", "-rf", root.toString()));
        Path script = PROJECT.resolve("src/main/image/rootfs");
        ChildJvm.output(List.of(script.toString(), nftproxy.toString(), root.toString()));
        return new RootFileSystem(root.toRealPath());
    }

    Path root() {
        return root;
    }

    /** Returns the bytes of all files, by part of the image. */
    TreeMap<String, Long> sizes() throws IOException {
        TreeMap<String, Long> sizes = new TreeMap<>();
        for (Path file : files()) {
            sizes.merge(part(file), Files.size(root.resolve(file)), Long::sum);
        }
        return sizes;
    }

    private static String part(Path file) {
        if (file.toString().endsWith(".aot")) {
            return "AOT cache";
        } else if (file.startsWith("opt/nftproxy/lib/app")) {
            return "jars";
        } else if (file.startsWith("opt/nftproxy/lib/runtime")) {
            return "Java runtime";
        }
        return file.startsWith("opt/nftproxy") ? "launcher" : "C library and rest";
    }

    /** Returns the executable files that are not libraries, relative to the root. */
    List<String> programs() throws IOException {
        return files().stream()
                .filter(file -> !file.getFileName().toString().contains(".so"))
                .filter(file -> Files.isExecutable(root.resolve(file)))
                .map(Path::toString)
                .toList();
    }

    /** Returns all regular files, relative to the root. */
    List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> files =
                    all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                            .map(root::relativize)
                            .sorted()
                            .toList();
            assertThat(files).hasSizeGreaterThan(50);
            return files;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
