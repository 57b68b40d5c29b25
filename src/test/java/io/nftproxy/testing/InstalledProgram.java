package io.nftproxy.testing;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

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
                .orElseGet(() -> missing(name, debianPackage));
    }

    private static String missing(String name, String debianPackage) {
        String reason = "SKIPPED: %s of package %s is missing".formatted(name, debianPackage);
        if ("true".equals(System.getenv("CI"))) {
            return fail(reason);
        }
        System.err.println(reason);
        return abort(reason);
    }
}
