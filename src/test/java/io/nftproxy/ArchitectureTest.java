package io.nftproxy;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may know whom: docs/ARCHITECTURE.md says why. */
class ArchitectureTest {
    private static final String ROOT = "io.nftproxy";

    private static JavaClasses classes;

    @BeforeAll
    static void scan() {
        classes =
                new ClassFileImporter()
                        .importUrl(
                                KubeProxy.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation());
    }

    @Test
    void theScanSawTheProject() {
        assertThat(classes.size()).isGreaterThan(200);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(classes);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    model             |
                    ruleset           |
                    netlink           |
                    trace             | ruleset
                    snapshot          | model
                    topology          | model
                    plan              | model snapshot topology
                    diff              | ruleset
                    conntrack         | model
                    render            | model snapshot plan ruleset diff
                    netlink.nftables  | netlink ruleset diff
                    netlink.conntrack | netlink conntrack model
                    netlink.route     | netlink model
                    netlink.generic   | netlink
                    """)
    void theCoreIsPure(String name, String mayKnow) {
        List<String> allowed = new ArrayList<>(List.of("java..", "org.jspecify.annotations"));
        allowed.add(ROOT + "." + name);
        for (String other : mayKnow == null ? new String[0] : mayKnow.split(" ")) {
            allowed.add(ROOT + "." + other);
        }
        classes()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new)))
                .allowEmptyShould(true)
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "java.net..",
                                "java.nio.channels..",
                                "java.nio.file..",
                                "java.util.concurrent..",
                                "java.lang.management.."))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(
                        Thread.class,
                        Clock.class,
                        Instant.class,
                        File.class,
                        FileInputStream.class,
                        FileOutputStream.class)
                .allowEmptyShould(true)
                .check(classes);
    }

    @ParameterizedTest(name = "{0} only in {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    jnr..                | kernel control
                    io.fabric8..         | watch
                    com.fasterxml..      | watch
                    io.micrometer..      | metrics
                    io.prometheus..      | metrics
                    picocli..            | cli
                    org.snakeyaml..      | config
                    ch.qos.logback..     | logging
                    com.sun.net.httpserver.. | http apiserver
                    """)
    void eachLibraryHasOnePlace(String library, String owners) {
        List<String> homes = new ArrayList<>();
        for (String owner : owners.split(" ")) {
            homes.add(ROOT + "." + owner);
        }
        noClasses()
                .that(not(resideInAnyPackage(homes.toArray(String[]::new))))
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .check(classes);
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
                .check(classes);
    }
}
