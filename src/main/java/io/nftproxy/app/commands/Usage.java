package io.nftproxy.app.commands;

import io.nftproxy.config.flags.SubcommandName;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The usage of a command.
 *
 * @param text the output of {@code --help}; a command has exactly the flags that it names
 */
record Usage(String text) {
    private static final Pattern FLAG = Pattern.compile("--([a-z]+)");

    private static final String JSON =
            """
              -o, --output json               print the answer as JSON on one line
            """;
    private static final String LISTS =
            """
              -n, --namespace NAMESPACE       take Services of this namespace only
              -o wide, --wide                 print more columns
            """
                    + JSON;
    private static final String FLOWS =
            """
                  --service NAMESPACE/NAME    take connections through this Service only
                  --from ADDRESS              take connections of this client only
                  --follow                    go on until you press Ctrl-C
            """
                    + JSON;

    static Usage of(SubcommandName name) {
        return new Usage(
                """
                nftproxy %1$s: %2$s

                Usage: nftproxy %1$s %3$s

                Flags:
                %4$s  -h, --help                      print this text\
                """
                        .formatted(name.word(), name.summary(), arguments(name), lines(name)));
    }

    private static String arguments(SubcommandName name) {
        return switch (name) {
            case ENDPOINTS -> "NAMESPACE/SERVICE [flags]";
            case EXPLAIN ->
                    """
                    DESTINATION [flags]

                    DESTINATION is ADDRESS:PORT, NAMESPACE/SERVICE, NAMESPACE/SERVICE:PORT or
                    node:PORT. /tcp, /udp or /sctp may follow.\
                    """;
            case RENDER -> "-f FILE --node NAME [flags]";
            case STATUS, SERVICES, FLOWS, TOP, DIFF, DEMO, REHEARSE -> "[flags]";
        };
    }

    private static String lines(SubcommandName name) {
        return switch (name) {
            case STATUS, DIFF -> JSON;
            case SERVICES, ENDPOINTS -> LISTS;
            case EXPLAIN ->
                    """
                          --from SENDER               pod (the default), node, outside or an address
                          --interface NAME            input interface; - if this node sends it
                    """
                            + JSON;
            case FLOWS -> FLOWS;
            case TOP ->
                    """
                          --seconds N                 count for so many seconds; the default is 2
                    """
                            + FLOWS;
            case RENDER ->
                    """
                      -f, --filename FILE             objects in YAML or JSON; - is standard input
                          --node NAME                 the name of the Node
                          --config FILE               a KubeProxyConfiguration
                    """;
            case DEMO, REHEARSE -> "";
        };
    }

    /** Returns the long names of the flags. */
    Set<String> flags() {
        return FLAG.matcher(text)
                .results()
                .map(flag -> flag.group(1))
                .collect(Collectors.toUnmodifiableSet());
    }
}
