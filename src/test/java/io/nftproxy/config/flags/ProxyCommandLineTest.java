package io.nftproxy.config.flags;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.config.ConfigFields;
import io.nftproxy.config.LogFormat;
import io.nftproxy.config.flags.Invocation.Cleanup;
import io.nftproxy.config.flags.Invocation.RunProxy;
import io.nftproxy.config.flags.Invocation.ShowHelp;
import io.nftproxy.config.flags.Invocation.ShowVersion;
import io.nftproxy.config.flags.Invocation.Subcommand;
import io.nftproxy.config.flags.Invocation.UsageError;
import io.nftproxy.config.flags.Invocation.WriteConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that command lines select. */
class ProxyCommandLineTest {
    private final Path directory;

    ProxyCommandLineTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void commandLineOfKubeadmRunsTheProxyWithItsFile() throws IOException {
        Path file =
                Path.of(
                        System.getProperty("project.dir", "."),
                        "src/test/resources/config/kubeadm.yaml");
        RunProxy run = CommandLines.run("--config=" + file + " --hostname-override=Worker-1");
        assertThat(run.nodeName()).isEqualTo("worker-1");
        assertThat(run.warnings()).isEmpty();
        assertThat(run.config().kubeconfig()).isEqualTo("/var/lib/kube-proxy/kubeconfig.conf");
        assertThat(run.file().orElseThrow().text()).isEqualTo(Files.readString(file));
        assertThat(run.initOnly()).isFalse();
    }

    @Test
    void flagsThatAreIgnoredWithAFileAreListed() throws IOException {
        Path file =
                write(
                        """
                        hostnameOverride: of-the-file
                        clusterCIDR: 10.244.0.0/16
                        featureGates: {WinDSR: true}
                        logging: {verbosity: 2, format: text}
                        """);
        RunProxy run =
                CommandLines.run(
                        "--config "
                                + file
                                + " --v=5 --logging-format=json --hostname-override=of-the-flag"
                                + " --master=https://10.0.0.1 --init-only --version=v9.9.9"
                                + " --cluster-cidr=10.0.0.0/8 --feature-gates=AllAlpha=true"
                                + " --masquerade-all --healthz-port=0 --logtostderr"
                                + " --kubeconfig=/k --oom-score-adj=nonsense");
        assertThat(run.warnings())
                .containsExactly(
                        "Ignored because of --config: --cluster-cidr, --feature-gates,"
                                + " --masquerade-all, --healthz-port, --kubeconfig,"
                                + " --oom-score-adj");
        assertThat(run.nodeName()).isEqualTo("of-the-flag");
        assertThat(run.master()).isEqualTo("https://10.0.0.1");
        assertThat(run.initOnly()).isTrue();
        assertThat(run.reportedVersion()).isEqualTo("v9.9.9");
        assertThat(run.config().logging().verbosity()).isEqualTo(5);
        assertThat(run.config().logging().format()).isEqualTo(LogFormat.JSON);
        assertThat(run.config().clusterCidrs()).hasToString("[10.244.0.0/16]");
        assertThat(run.config().featureGates().set()).containsOnlyKeys("WinDSR");
        assertThat(run.config().get(ConfigFields.MASQUERADE_ALL)).isFalse();
        assertThat(run.config().healthzBindAddress()).isPresent();
        assertThat(run.config().kubeconfig()).isEmpty();
    }

    @ParameterizedTest(name = "flag {0}, file {1}: {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            quoteCharacter = '~',
            textBlock =
                    """
                    none       | none        | host-1
                    Node-A     | none        | node-a
                    ''         | none        | host-1
                    none       | Node-B      | node-b
                    none       | '  Node-B ' | node-b
                    Node-A     | Node-B      | node-a
                    """)
    void nodeName(String flag, String file, String name) throws IOException {
        String line = "--config=" + write(file == null ? "" : "hostnameOverride: " + file);
        String whole = flag == null ? line : line + " --hostname-override=" + flag;
        assertThat(CommandLines.run(whole).nodeName()).isEqualTo(name);
    }

    @Test
    void hostWithoutANameIsAnError() {
        Invocation invocation = new ProxyCommandLine("v0.1.0", () -> " \n").parse(List.of());
        assertThat(invocation).isInstanceOf(UsageError.class);
        assertThat(new ProxyCommandLine("v0.1.0", () -> "").parse(List.of("--hostname-override=a")))
                .isInstanceOf(RunProxy.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    --clustr-cidr=10.0.0.0/8        | unknown flag --clustr-cidr, did you mean --cluster-cidr?
                    -config=x                       | unknown flag -config, did you mean --config?
                    --cluster-cidr                  | --cluster-cidr needs a value
                    -v                              | --v needs a value
                    run                             | unexpected argument run
                    --masquerade-all false          | unexpected argument false
                    --v=0 demo                      | unexpected argument demo
                    -- --v=0                        | unexpected argument --v=0
                    -                               | unexpected argument -
                    ''                              | unexpected argument
                    --masquerade-all=maybe          | --masquerade-all: maybe: must be true or false
                    --cleanup=maybe                 | --cleanup: maybe: must be true or false
                    --version=1.2                   | --version: 1.2: must be true, false, raw or vX.Y.Z
                    --healthz-port=70000            | --healthz-port: 70000: must be a number, 0 to 65535
                    --config=/nowhere/at/all        | --config: /nowhere/at/all: no such file
                    --hostname-override=~           | --hostname-override: " ": must not be blank
                    --config-sync-period=0          | --config-sync-period: 0s: must be greater than zero
                    --iptables-sync-period=0s       | --iptables-sync-period: 0s: must be greater than zero
                    --iptables-sync-period=fast     | --iptables-sync-period: fast: must be a duration with a unit, such as 30s or 1h15m
                    --iptables-min-sync-period=31s  | --iptables-min-sync-period: 31s: must not be longer than the sync period, 30s
                    --bind-address=''               | --bind-address: "": must be an IP address
                    --detect-local-mode=BridgeInterface | --pod-bridge-interface: must be set because of --detect-local-mode
                    --nodeport-addresses=a,all      | --nodeport-addresses[0]: a: must be a CIDR such as 192.0.2.0/24, or primary, localhost or all
                    --feature-gates=NFTablesProxyMode=false | --feature-gates: NFTablesProxyMode=false: is locked to true
                    --show-hidden-metrics-for-version=x | --show-hidden-metrics-for-version: x: must be a minor release such as 1.35, in quotes
                    --feature-gates=WinDSR          | --feature-gates: WinDSR: must be name=true or name=false
                    --vmodule=a                     | --vmodule: a: must be pattern=number
                    --oom-score-adj=1.5             | --oom-score-adj: 1.5: must be a number, -1000 to 1000
                    --write-config-to=a --v=x       | --v: x: must be a number from 0
                    --cleanup --v=x                 | --v: x: must be a number from 0
                    """)
    void invalidCommandLine(String line, String message) {
        assertThat(CommandLines.errors(line).stream().map(String::strip)).containsExactly(message);
    }

    @Test
    void allProblemsAreReported() {
        assertThat(CommandLines.errors("--nonsense x --cleanup=maybe")).hasSize(3);
        assertThat(CommandLines.errors("--nonsense --oom-score-adj=x")).hasSize(2);
        assertThat(CommandLines.errors("--oom-score-adj=x --cluster-cidr=y --proxy-mode=z"))
                .hasSize(3);
    }

    @Test
    void allProblemsOfAFileAreReported() throws IOException {
        Path file = write("oomScoreAdj: 5000\nmode: userspace");
        assertThat(CommandLines.errors("--config=" + file)).hasSize(2);
        Path empty = Files.writeString(directory.resolve("empty"), "");
        assertThat(CommandLines.errors("--config=" + empty))
                .containsExactly(empty + ": is not a KubeProxyConfiguration: no fields found");
    }

    @Test
    void versionIsPrinted() {
        assertThat(CommandLines.parse("--version")).isEqualTo(new ShowVersion("nftproxy v0.1.0"));
        assertThat(CommandLines.parse("--version=true"))
                .isEqualTo(new ShowVersion("nftproxy v0.1.0"));
        assertThat(((ShowVersion) CommandLines.parse("--version=raw")).text())
                .contains("nftproxy v0.1.0", "kube-proxy v1.36", "java ");
        assertThat(CommandLines.run("--version=false").reportedVersion()).isEmpty();
        assertThat(CommandLines.run("--version=v1.2.3-x").reportedVersion()).isEqualTo("v1.2.3-x");
    }

    @Test
    void cleanupReadsNoFile() {
        assertThat(CommandLines.parse("--cleanup", "--config=/nowhere", "--v=3"))
                .isInstanceOfSatisfying(
                        Cleanup.class,
                        cleanup -> assertThat(cleanup.config().logging().verbosity()).isEqualTo(3));
    }

    @Test
    void configurationIsWrittenFromFlagsOrFile() throws IOException {
        WriteConfig flags =
                (WriteConfig)
                        CommandLines.parseLine(
                                "--write-config-to=/tmp/x --cluster-cidr=10.0.0.0/8");
        assertThat(flags.target()).isEqualTo(Path.of("/tmp/x"));
        assertThat(flags.config().clusterCidrs()).hasSize(1);
        Path file = write("oomScoreAdj: -5");
        WriteConfig ofFile =
                (WriteConfig) CommandLines.parseLine("--write-config-to=/tmp/x --config=" + file);
        assertThat(ofFile.config().get(ConfigFields.OOM_SCORE_ADJ)).isEqualTo(-5);
    }

    @Test
    void subcommandGetsTheOtherArguments() {
        assertThat(CommandLines.parse("demo", "--fast", "x"))
                .isEqualTo(new Subcommand(SubcommandName.DEMO, List.of("--fast", "x")));
        assertThat(CommandLines.parse("demo"))
                .isEqualTo(new Subcommand(SubcommandName.DEMO, List.of()));
    }

    @ParameterizedTest
    @CsvSource({"--help", "-h", "--nonsense --help", "--help=true"})
    void helpListsEveryFlag(String line) {
        ShowHelp help = (ShowHelp) CommandLines.parseLine(line);
        for (Flag flag : Flags.ALL) {
            assertThat(help.text()).contains(flag.typed());
        }
        for (String heading : Flags.byGroup().keySet()) {
            assertThat(help.text()).containsOnlyOnce("\n" + heading + "\n");
        }
        assertThat(help.text().lines()).allMatch(text -> text.length() <= 100);
        assertThat(help.text()).contains("nftproxy demo", "[0.0.0.0:10256]");
    }

    private Path write(String lines) throws IOException {
        return Files.writeString(
                directory.resolve("config.conf"),
                """
                apiVersion: kubeproxy.config.k8s.io/v1alpha1
                kind: KubeProxyConfiguration
                """
                        + lines);
    }

    /** The recording is of a kube-proxy 1.36.2 with the same flags. */
    @Test
    void flagsAreReportedAsKubeProxyDoes() throws IOException {
        List<String> recorded =
                Files.readAllLines(
                        Path.of(
                                System.getProperty("project.dir", "."),
                                "src/test/resources/config/flagz-1.36.2.txt"));
        List<String> ours =
                CommandLines.run("--config=" + write("") + " --hostname-override=test-node --v=0")
                        .flags()
                        .entrySet()
                        .stream()
                        .filter(flag -> !DIFFERENT.contains(flag.getKey()))
                        .map(flag -> flag.getKey() + "=" + flag.getValue())
                        .sorted()
                        .toList();
        assertThat(ours)
                .containsExactlyElementsOf(
                        recorded.stream()
                                .filter(line -> !DIFFERENT.contains(line.split("=")[0]))
                                .sorted()
                                .toList());
    }

    /** Flags with paths or with other defaults, and flags that are only in one of the two. */
    private static final Set<String> DIFFERENT =
            Set.of(
                    "own-rules-only",
                    "scheduler",
                    "service-metrics",
                    "web-page",
                    "config",
                    "kubeconfig",
                    "detect-local-mode",
                    "iptables-min-sync-period",
                    "proxy-port-range");

    @Test
    void givenFlagsAreReportedInTheFormatOfGo() throws IOException {
        Path file = write("oomScoreAdj: 7");

        assertThat(
                        CommandLines.run(
                                        "--config="
                                                + file
                                                + " --oom-score-adj=3 --profiling --logtostderr"
                                                + " --iptables-sync-period=90s"
                                                + " --nodeport-addresses=primary,10.0.0.0/8"
                                                + " --feature-gates=WinDSR=true --conntrack-min=x")
                                .flags())
                .containsEntry("config", file.toString())
                .containsEntry("oom-score-adj", "3")
                .containsEntry("profiling", "true")
                .containsEntry("logtostderr", "true")
                .containsEntry("iptables-sync-period", "1m30s")
                .containsEntry("nodeport-addresses", "[primary,10.0.0.0/8]")
                .containsEntry("feature-gates", "WinDSR=true")
                .containsEntry("conntrack-min", "x")
                .containsEntry("cluster-cidr", "")
                .containsEntry("init-only", "false")
                .doesNotContainKey("alsologtostderr");
    }
}
