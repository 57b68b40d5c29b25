package io.nftproxy.app.commands;

import static io.nftproxy.config.json.JsonText.object;

import io.nftproxy.config.json.Json;
import io.nftproxy.config.json.JsonText;
import io.nftproxy.config.json.JsonValues;
import io.nftproxy.kernel.LocalClient;
import io.nftproxy.serve.control.ControlAnswers;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The daemon of this node, asked over its control socket. */
final class Daemon {
    private Daemon() {}

    /**
     * Asks for one answer.
     *
     * @param command for example {@code services}
     * @param more names and values of the request in turn
     * @return the line of JSON; empty if no daemon answers
     * @throws IOException if the daemon refuses the request; the message is its own
     */
    static Optional<String> ask(String command, @Nullable Object... more) throws IOException {
        var request = object("command", command);
        request.putAll(object(more));
        StringBuilder answer = new StringBuilder();
        boolean listens =
                LocalClient.ask(
                        ControlAnswers.SOCKET,
                        JsonText.of(request),
                        line -> {
                            answer.append(line);
                            return false;
                        });
        if (!listens) {
            return Optional.empty();
        }
        String line = answer.toString();
        if (line.startsWith("{\"error\":")) {
            throw new IOException(new Json(JsonValues.object(line)).text("error"));
        }
        return Optional.of(line);
    }
}
