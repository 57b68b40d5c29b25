package io.nftproxy;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.nftproxy.app.KubeProxy;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which package may import which. docs/ARCHITECTURE.md says why. */
class ArchitectureTest {
    private static final String ROOT = "io.nftproxy";

    /** The top-level packages, and which others each may import. */
    private static final String PACKAGES =
            """
            core   |
            config | core
            sync   | core
            api    | core sync
            kernel | core sync
            serve  | core sync config
            tools  | core sync config kernel
            app    | core sync config kernel api serve tools
            """;

    /** The packages of the core, and which others each may import. */
    private static final String CORE =
            """
            model   |
            nft     |
            events  | model
            pacing  |
            cluster | model
            flows   | model
            plan    | model cluster
            diff    | nft
            trace   | nft
            render  | model plan nft diff
            explain | model plan nft diff render flows trace
            """;

    /** Each outside library, and the only packages that may import it. */
    private static final String LIBRARIES =
            """
            io.fabric8..             | api
            com.fasterxml..          | api.decode api.events api.plugin config.json
            com.kenai.jffi..         | kernel
            jnr..                    | kernel
            io.micrometer..          | serve.metrics
            io.prometheus..          | serve.metrics
            com.sun.net.httpserver.. | serve.http serve.health serve.metrics serve.diagnostics serve.page tools.apiserver
            org.snakeyaml..          | config
            ch.qos.logback..         | app.logging
            """;

    /**
     * The classes that may ask for the time of day. They show it, write it into Events, or hand it
     * to others; a jump of the clock must not change what the proxy does, so timeouts and retries
     * are measured by {@link System#nanoTime}.
     */
    private static final String WALL_CLOCK =
            """
            app.Daemon
            app.ProxyProcess
            app.ProxyServers
            app.RehearsalProxy
            app.commands.FlowsCommand
            app.commands.StatusText
            api.ApiServer
            api.events.EventRecorder
            api.tls.ServerTrust
            serve.control.RecentSyncs
            serve.diagnostics.ComponentPages
            serve.health.ProxyHealth
            serve.metrics.BacklogMetrics
            serve.metrics.Meters
            serve.metrics.SyncMetrics
            serve.metrics.WatchMetrics
            serve.page.WebPage
            sync.LoopClock
            """;

    private static JavaClasses all;

    @BeforeAll
    static void scan() {
        all =
                new ClassFileImporter()
                        .importUrl(
                                KubeProxy.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = PACKAGES)
    void topLevelPackagesImportOnlyAllowedOnes(String name, String others) {
        String[] forbidden =
                names(PACKAGES)
                        .filter(other -> !other.equals(name) && !words(others).contains(other))
                        .map(ArchitectureTest::all)
                        .toArray(String[]::new);
        assertHasClasses(ROOT + "." + name);
        if (forbidden.length > 0) {
            noClasses()
                    .that(resideInAPackage(all(name)))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(forbidden))
                    .check(all);
        }
    }

    @Test
    void allTopLevelPackagesAreListed() {
        Set<String> listed = names(PACKAGES).collect(Collectors.toSet());
        assertThat(all)
                .filteredOn(one -> !one.getSimpleName().equals("package-info"))
                .allSatisfy(one -> assertThat(listed).contains(topLevel(one.getPackageName())));
    }

    private static String topLevel(String packageName) {
        String inside = packageName.substring(Math.min(packageName.length(), ROOT.length() + 1));
        return inside.split("\\.", 2)[0];
    }

    @ParameterizedTest(name = "core.{0}")
    @CsvSource(delimiter = '|', textBlock = CORE)
    void corePackagesImportOnlyAllowedOnes(String name, String others) {
        String own = ROOT + ".core." + name;
        List<String> allowed =
                Stream.concat(
                                Stream.of("java..", "org.jspecify.annotations", own),
                                words(others).stream().map(other -> ROOT + ".core." + other))
                        .toList();
        assertHasClasses(own);
        classes()
                .that(resideInAPackage(own))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new)))
                .check(all);
    }

    @Test
    void allCorePackagesAreListed() {
        Set<String> known =
                names(CORE).map(name -> ROOT + ".core." + name).collect(Collectors.toSet());
        known.add(ROOT + ".core");
        assertThat(all)
                .filteredOn(one -> one.getPackageName().startsWith(ROOT + ".core"))
                .allSatisfy(one -> assertThat(known).contains(one.getPackageName()));
    }

    /** The wire formats are pure too: only {@code kernel} itself has sockets. */
    @ParameterizedTest
    @CsvSource({"core", "kernel.netlink"})
    void purePackagesUseNoFilesSocketsClocksOrThreads(String name) {
        assertHasClasses(ROOT + "." + name);
        noClasses()
                .that(resideInAPackage(all(name)))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "java.net..",
                                "java.nio.channels..",
                                "java.nio.file..",
                                "java.util.concurrent..",
                                "java.lang.management..",
                                "org.slf4j.."))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(
                        Thread.class,
                        Clock.class,
                        Instant.class,
                        File.class,
                        FileInputStream.class,
                        FileOutputStream.class)
                .check(all);
    }

    @ParameterizedTest(name = "{0} only in {1}")
    @CsvSource(delimiter = '|', textBlock = LIBRARIES)
    void librariesAreImportedByListedPackagesOnly(String library, String owners) {
        String[] homes =
                words(owners).stream().map(owner -> ROOT + "." + owner).toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(homes)
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .check(all);
    }

    @Test
    void theWallClockIsReadInTheseClassesOnly() {
        Set<String> readers =
                all.stream()
                        .filter(
                                one ->
                                        one.getAccessesFromSelf().stream()
                                                .anyMatch(ArchitectureTest::readsTheWallClock))
                        .map(one -> one.getName().substring(ROOT.length() + 1))
                        .map(name -> name.split("\\$", 2)[0])
                        .collect(Collectors.toSet());
        assertThat(readers).containsExactlyInAnyOrderElementsOf(names(WALL_CLOCK).toList());
    }

    private static boolean readsTheWallClock(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        return name.equals("currentTimeMillis")
                || name.equals("now") && owner.startsWith("java.time.")
                || owner.equals(Clock.class.getName())
                || owner.equals(InstantSource.class.getName())
                || owner.equals("java.util.Date")
                || owner.equals("io.micrometer.core.instrument.Clock");
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(all);
    }

    @Test
    void packagesAreNamedAfterConcepts() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..",
                        "..common..",
                        "..helper..",
                        "..impl..",
                        "..manager..",
                        "..info..")
                .check(all);
    }

    private static void assertHasClasses(String name) {
        assertThat(all)
                .as("classes in " + name)
                .anySatisfy(one -> assertThat(one.getPackageName()).startsWith(name));
    }

    private static String all(String name) {
        return ROOT + "." + name + "..";
    }

    /** The first column of a table. */
    private static Stream<String> names(String table) {
        return table.lines().map(line -> line.split("\\|", 2)[0].strip());
    }

    private static Set<String> words(String text) {
        return text == null ? Set.of() : Set.copyOf(Arrays.asList(text.split(" ")));
    }
}
