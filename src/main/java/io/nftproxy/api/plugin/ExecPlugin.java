package io.nftproxy.api.plugin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.nftproxy.api.decode.JsonCursor;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@code exec} section of a kubeconfig's user, and the program that it names. As in client-go,
 * the program gets {@code KUBERNETES_EXEC_INFO}, with the version of its answer and, if the section
 * has {@code provideClusterInfo}, the cluster; its standard error is that of this process.
 */
public final class ExecPlugin {
    private static final String GROUP = "client.authentication.k8s.io/";
    private static final Set<String> VERSIONS = Set.of(GROUP + "v1", GROUP + "v1beta1");
    private static final JsonFactory FACTORY = new JsonFactory();

    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private String program = "";
    private String apiVersion = "";
    private boolean providesClusterInfo;

    private ExecPlugin() {}

    /** Reads the section. */
    public static ExecPlugin read(JsonCursor yaml) throws IOException {
        ExecPlugin plugin = new ExecPlugin();
        yaml.fields(
                field -> {
                    switch (field) {
                        case "apiVersion" -> plugin.apiVersion = yaml.text();
                        case "command" -> plugin.program = yaml.text();
                        case "args" -> yaml.items(() -> plugin.arguments.add(yaml.text()));
                        case "env" -> yaml.items(() -> plugin.readVariable(yaml));
                        case "provideClusterInfo" ->
                                plugin.providesClusterInfo = yaml.scalar().equals("true");
                        default -> {}
                    }
                });
        return plugin;
    }

    private void readVariable(JsonCursor yaml) throws IOException {
        Map<String, String> variable = new HashMap<>();
        yaml.fields(field -> variable.put(field, yaml.text()));
        environment.put(variable.getOrDefault("name", ""), variable.getOrDefault("value", ""));
    }

    /**
     * Runs the program and waits for it.
     *
     * @param folder that of the kubeconfig; a relative path of the program starts there
     * @param cluster the fields of {@code spec.cluster} for the program
     * @throws IOException with a message for the log
     */
    public Credentials run(Path folder, Map<String, Object> cluster) throws IOException {
        if (!VERSIONS.contains(apiVersion)) {
            throw new IOException("has unknown apiVersion \"" + apiVersion + "\"");
        }
        boolean isPath = program.indexOf('/') >= 0;
        List<String> command = new ArrayList<>();
        command.add(isPath ? folder.resolve(program).normalize().toString() : program);
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectInput(new File("/dev/null"))
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        builder.environment().put("KUBERNETES_EXEC_INFO", info(cluster));
        Process process = builder.start();
        try {
            byte[] output = process.getInputStream().readAllBytes();
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException("ended with status " + status);
            }
            return Credentials.parse(output, apiVersion);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("was interrupted", e);
        } finally {
            process.destroy();
        }
    }

    private String info(Map<String, Object> cluster) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("kind", "ExecCredential");
            json.writeStringField("apiVersion", apiVersion);
            json.writeObjectFieldStart("spec");
            if (providesClusterInfo) {
                json.writeObjectFieldStart("cluster");
                for (Map.Entry<String, Object> field : cluster.entrySet()) {
                    if (field.getValue() instanceof Boolean on) {
                        json.writeBooleanField(field.getKey(), on);
                    } else {
                        json.writeStringField(field.getKey(), field.getValue().toString());
                    }
                }
                json.writeEndObject();
            }
            json.writeBooleanField("interactive", false);
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.toString();
    }

    /** Returns the program, for messages. */
    @Override
    public String toString() {
        return program;
    }
}
