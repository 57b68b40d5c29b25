package io.nftproxy.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A program of the machine that a test needs. */
public final class InstalledProgram {
    private InstalledProgram() {}

    /**
     * Returns the path of a program. Without the program, the test is skipped with a message, or
     * fails if the environment has {@code CI=true}.
     *
     * @param debianPackage the package that {@code .ci/run} installs for it
     */
    public static String of(String name, String debianPackage) {
        return Stream.of((System.getenv("PATH") + ":/usr/sbin:/sbin").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseGet(
                        () ->
                                Skipped.because(
                                        "%s of package %s is missing"
                                                .formatted(name, debianPackage)));
    }
}
