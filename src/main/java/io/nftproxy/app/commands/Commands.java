package io.nftproxy.app.commands;

import io.nftproxy.api.decode.ReadProblem;
import io.nftproxy.config.ConfigProblem;
import io.nftproxy.config.ConfigResult;
import io.nftproxy.config.FeatureGate;
import io.nftproxy.config.FlagValues;
import io.nftproxy.config.ProxyConfig;
import io.nftproxy.config.ProxyConfigReader;
import io.nftproxy.config.flags.SubcommandName;
import io.nftproxy.config.json.Json;
import io.nftproxy.config.json.JsonValues;
import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.nft.NftText;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.render.RenderSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The commands that show the state and the decisions of this node's proxy.
 *
 * <p>Exit status: 0 if the question was answered, 1 if {@code diff} found a difference, 2 if the
 * command line is wrong, 3 if there is no answer.
 */
public final class Commands {
    private static final int DIFFERS = 1;
    private static final int WRONG_USAGE = 2;
    private static final int NO_ANSWER = 3;

    private final SubcommandName name;
    private final Screen screen;
    private final Renderer renderer;

    /** The renderer of a table without a kernel. */
    @FunctionalInterface
    public interface Renderer {
        Ruleset render(ProxyConfig config, String nodeName, ClusterState cluster);
    }

    private Commands(SubcommandName name, Screen screen, Renderer renderer) {
        this.name = name;
        this.screen = screen;
        this.renderer = renderer;
    }

    /** Runs a command of this process. Returns the exit status. */
    public static int run(SubcommandName name, List<String> arguments, Renderer renderer) {
        return run(name, arguments, renderer, Screen.ofProcess(), System.err);
    }

    /** Runs a command with output of any width and without colours. Returns the exit status. */
    public static int run(
            SubcommandName name, List<String> arguments, Renderer renderer, PrintStream out) {
        return run(name, arguments, renderer, new Screen(out, 0, false), out);
    }

    private static int run(
            SubcommandName name,
            List<String> arguments,
            Renderer renderer,
            Screen screen,
            PrintStream errors) {
        try {
            return new Commands(name, screen, renderer).run(arguments);
        } catch (UsageProblem e) {
            errors.println("nftproxy " + name.word() + ": " + e.getMessage());
            return WRONG_USAGE;
        } catch (IOException e) {
            errors.println("nftproxy " + name.word() + ": " + e.getMessage());
            return NO_ANSWER;
        } finally {
            screen.flush();
        }
    }

    private int run(List<String> typed) throws UsageProblem, IOException {
        Usage usage = Usage.of(name);
        Arguments arguments = Arguments.parse(typed, usage.flags());
        if (arguments.isOn("help")) {
            screen.whole(usage.text());
            return 0;
        }
        return switch (name) {
            case STATUS -> status(arguments);
            case SERVICES -> services(arguments);
            case ENDPOINTS -> endpoints(arguments);
            case EXPLAIN -> explain(arguments);
            case FLOWS -> flows(arguments);
            case TOP -> top(arguments);
            case DIFF -> diff(arguments);
            case RENDER -> render(arguments);
            case DEMO, REHEARSE -> throw new UsageProblem("takes no argument");
        };
    }

    private int status(Arguments arguments) throws UsageProblem, IOException {
        words(arguments, 0, "takes no argument");
        String answer = answer(Daemon.ask("status"), KernelAnswers::status);
        return print(arguments, answer, json -> StatusText.print(json, screen));
    }

    private int services(Arguments arguments) throws UsageProblem, IOException {
        words(arguments, 0, "takes no argument; use -n NAMESPACE");
        String namespace = arguments.flag("namespace");
        boolean brief = arguments.flag("output").isEmpty() && !arguments.isOn("wide");
        String answer =
                answer(
                        Daemon.ask("services", "namespace", namespace, "brief", brief),
                        () -> KernelAnswers.services(namespace));
        boolean wide = arguments.isOutput("wide");
        return print(arguments, answer, json -> ServicesText.print(json, wide, screen));
    }

    private int endpoints(Arguments arguments) throws UsageProblem, IOException {
        String[] service =
                words(arguments, 1, "needs the name of a Service, as in shop/web")
                        .getFirst()
                        .split("/", 2);
        String namespace = service.length == 2 ? service[0] : arguments.flag("namespace");
        if (namespace.isEmpty()) {
            throw new UsageProblem("needs a namespace, as in shop/web");
        }
        String name = service[service.length - 1];
        String answer =
                answer(
                        Daemon.ask("endpoints", "namespace", namespace, "name", name),
                        () -> KernelAnswers.endpoints(namespace, name));
        boolean wide = arguments.isOutput("wide");
        return print(arguments, answer, json -> EndpointsText.print(json, wide, screen));
    }

    private int explain(Arguments arguments) throws UsageProblem, IOException {
        String to =
                words(arguments, 1, "needs a destination, as in 10.96.0.10:80 or shop/web:http")
                        .getFirst();
        String from = arguments.flag("from");
        String inputInterface = arguments.flag("interface");
        String answer =
                answer(
                        Daemon.ask("explain", "to", to, "from", from, "interface", inputInterface),
                        () -> KernelAnswers.explain(to, from, inputInterface));
        return print(arguments, answer, json -> ExplainText.print(json, screen));
    }

    private int flows(Arguments arguments) throws UsageProblem, IOException {
        FlowsCommand command = flowsCommand(arguments);
        if (arguments.isOn("follow")) {
            command.follow();
        } else {
            command.list();
        }
        return 0;
    }

    private int top(Arguments arguments) throws UsageProblem, IOException {
        String seconds = arguments.flags().getOrDefault("seconds", "2");
        if (!seconds.matches("[1-9][0-9]{0,3}")) {
            throw new UsageProblem("--seconds " + seconds + ": must be a number, 1 to 9999");
        }
        flowsCommand(arguments).top(Integer.parseInt(seconds), arguments.isOn("follow"));
        return 0;
    }

    private FlowsCommand flowsCommand(Arguments arguments) throws UsageProblem, IOException {
        words(arguments, 0, "takes no argument; use --service NAMESPACE/NAME");
        String output = arguments.flag("output");
        if (!Set.of("", "json").contains(output)) {
            throw new UsageProblem("unknown output: " + output + "; use json");
        }
        String answer =
                answer(Daemon.ask("services", "namespace", ""), () -> KernelAnswers.services(""));
        ServiceNames names = ServiceNames.of(new Json(JsonValues.object(answer)));
        return new FlowsCommand(names, arguments, screen);
    }

    private int diff(Arguments arguments) throws UsageProblem, IOException {
        words(arguments, 0, "takes no argument");
        String answer =
                Daemon.ask("diff")
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "no proxy answers, and only a proxy knows what"
                                                        + " the table must hold"));
        print(arguments, answer, json -> json.texts("lines").forEach(screen::difference));
        return new Json(JsonValues.object(answer)).isTrue("differs") ? DIFFERS : 0;
    }

    private int render(Arguments arguments) throws UsageProblem, IOException {
        words(arguments, 0, "takes no argument; use -f FILE --node NAME");
        String file = arguments.flag("filename");
        String nodeName = arguments.flag("node");
        if (file.isEmpty() || nodeName.isEmpty()) {
            throw new UsageProblem("needs -f FILE and --node NAME");
        }
        ProxyConfig config = config(arguments.flag("config"));
        List<ReadProblem> problems = new ArrayList<>();
        ClusterState cluster =
                ObjectFile.read(
                        text(file),
                        nodeName,
                        config.featureGates().enabled(FeatureGate.ALLOW_EXTERNAL_IPS),
                        problems::add);
        problems.forEach(problem -> screen.whole("# " + problem));
        if (cluster.node() == null) {
            screen.whole(
                    "# no Node %s in %s: NodePorts are closed, and no endpoint is on this node"
                            .formatted(nodeName, file));
        }
        screen.whole(
                NftText.of(RenderSettings.TABLE, renderer.render(config, nodeName, cluster))
                        .stripTrailing());
        return 0;
    }

    private static ProxyConfig config(String file) throws UsageProblem, IOException {
        ConfigResult result =
                file.isEmpty()
                        ? ProxyConfigReader.ofFlags(FlagValues.NONE)
                        : ProxyConfigReader.ofFile(text(file));
        return switch (result) {
            case ConfigResult.Valid(ProxyConfig config, List<String> _) -> config;
            case ConfigResult.Invalid(List<ConfigProblem> problems) ->
                    throw new UsageProblem("--config " + file + ": " + problems.getFirst());
        };
    }

    private static String text(String file) throws IOException {
        return file.equals("-")
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                : Files.readString(Path.of(file));
    }

    /** A question to the kernel alone. */
    @FunctionalInterface
    private interface Question {
        String ask() throws IOException;
    }

    private static String answer(Optional<String> ofDaemon, Question kernel) throws IOException {
        return ofDaemon.isPresent() ? ofDaemon.get() : kernel.ask();
    }

    /** Prints the answer, as JSON if that was asked for. Returns the exit status 0. */
    private int print(Arguments arguments, String answer, Consumer<Json> asText)
            throws UsageProblem, IOException {
        String output = arguments.flag("output");
        if (!Set.of("", "json", "wide").contains(output)) {
            throw new UsageProblem("unknown output: " + output + "; use json or wide");
        }
        if (output.equals("json")) {
            screen.whole(answer);
        } else {
            asText.accept(new Json(JsonValues.object(answer)));
        }
        return 0;
    }

    private static List<String> words(Arguments arguments, int count, String usage)
            throws UsageProblem {
        if (arguments.words().size() != count) {
            throw new UsageProblem(usage);
        }
        return arguments.words();
    }
}
