package io.nftproxy.app.commands;

import io.nftproxy.config.flags.SubcommandName;
import io.nftproxy.config.json.JsonValues;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The commands that show what the proxy of this node does.
 *
 * <p>Exit status: 0 if the question was answered, 1 if {@code diff} found a difference, 2 if the
 * command line is wrong, 3 if there is no answer.
 */
public final class Commands {
    private static final int WRONG_USAGE = 2;
    private static final int NO_ANSWER = 3;

    private final SubcommandName name;
    private final Screen screen;

    private Commands(SubcommandName name, Screen screen) {
        this.name = name;
        this.screen = screen;
    }

    /** Runs a command of this process. Returns the exit status. */
    public static int run(SubcommandName name, List<String> arguments) {
        return run(name, arguments, Screen.ofProcess(), System.err);
    }

    /** Runs a command. Returns the exit status. */
    static int run(SubcommandName name, List<String> arguments, Screen screen, PrintStream errors) {
        try {
            return new Commands(name, screen).run(arguments);
        } catch (UsageProblem e) {
            errors.println("nftproxy " + name.word() + ": " + e.getMessage());
            return WRONG_USAGE;
        } catch (IOException e) {
            errors.println("nftproxy " + name.word() + ": " + e.getMessage());
            return NO_ANSWER;
        }
    }

    /** Runs a command with output of any width and without colours. Returns the exit status. */
    public static int run(SubcommandName name, List<String> arguments, PrintStream out) {
        return run(name, arguments, new Screen(out, 0, false), out);
    }

    private int run(List<String> arguments) throws UsageProblem, IOException {
        switch (name) {
            case STATUS -> status(Arguments.parse(arguments, Set.of("output")));
            case SERVICES ->
                    services(Arguments.parse(arguments, Set.of("output", "namespace", "wide")));
            default -> throw new UsageProblem("not a command about the proxy");
        }
        return 0;
    }

    private void status(Arguments arguments) throws UsageProblem, IOException {
        checkWords(arguments, 0);
        String answer = daemon(Daemon.ask("status"));
        if (!printed(arguments, answer)) {
            StatusText.print(new Json(JsonValues.object(answer)), screen);
        }
    }

    private void services(Arguments arguments) throws UsageProblem, IOException {
        checkWords(arguments, 0);
        String answer = daemon(Daemon.ask("services", "namespace", arguments.flag("namespace")));
        if (!printed(arguments, answer)) {
            Json services = new Json(JsonValues.object(answer));
            ServicesText.print(services, arguments.isOutput("wide"), screen);
        }
    }

    /** Prints the answer as JSON, if that was asked for. */
    private boolean printed(Arguments arguments, String answer) throws UsageProblem {
        String output = arguments.flag("output");
        if (!Set.of("", "json", "wide").contains(output)) {
            throw new UsageProblem("unknown output: " + output + "; use json or wide");
        }
        if (output.equals("json")) {
            screen.whole(answer);
            return true;
        }
        return false;
    }

    private static String daemon(Optional<String> answer) throws IOException {
        return answer.orElseThrow(
                () -> new IOException("no daemon answers in this network namespace"));
    }

    private static void checkWords(Arguments arguments, int count) throws UsageProblem {
        if (arguments.words().size() != count) {
            throw new UsageProblem("takes %d arguments".formatted(count));
        }
    }
}
