package io.nftproxy.config;

import io.nftproxy.config.ConfigField.Zero;
import io.nftproxy.config.Logging.OutputRouting;
import io.nftproxy.config.Logging.VModule;
import java.time.Duration;
import java.util.List;

/** The sections {@code clientConnection} and {@code logging}. */
public final class ClientFields {
    private static final NumberType NOT_NEGATIVE = new NumberType(0, Integer.MAX_VALUE);

    public static final ConfigField<String> KUBECONFIG =
            ConfigField.of(
                            "clientConnection.kubeconfig",
                            FieldTypes.TEXT,
                            "",
                            config -> config.clientConnection().kubeconfig())
                    .used("Path of a kubeconfig file. Empty: the pod's service account.");

    public static final ConfigField<String> ACCEPT_CONTENT_TYPES =
            ConfigField.of(
                            "clientConnection.acceptContentTypes",
                            FieldTypes.TEXT,
                            "",
                            config -> config.clientConnection().acceptContentTypes())
                    .unused("The client decides what it accepts.");

    public static final ConfigField<String> CONTENT_TYPE =
            ConfigField.of(
                            "clientConnection.contentType",
                            FieldTypes.TEXT,
                            "application/vnd.kubernetes.protobuf",
                            config -> config.clientConnection().contentType())
                    .unused("The client decides what it sends.");

    public static final ConfigField<Double> QPS =
            ConfigField.of(
                            "clientConnection.qps",
                            new DecimalType(),
                            5.0,
                            config -> config.clientConnection().qps())
                    .zero(Zero.DEFAULT)
                    .unused("The proxy makes a few long requests; there is nothing to hold back.");

    public static final ConfigField<Integer> BURST =
            ConfigField.of(
                            "clientConnection.burst",
                            NOT_NEGATIVE,
                            10,
                            config -> config.clientConnection().burst())
                    .zero(Zero.DEFAULT)
                    .unused("The same.");

    public static final ConfigField<LogFormat> FORMAT =
            ConfigField.of(
                            "logging.format",
                            FieldTypes.LOG_FORMAT,
                            LogFormat.TEXT,
                            config -> config.logging().format())
                    .used("How log lines look: for people, or one JSON object a line.");

    public static final ConfigField<Duration> FLUSH_FREQUENCY =
            ConfigField.of(
                            "logging.flushFrequency",
                            new DurationType(false, true),
                            Duration.ofSeconds(5),
                            config -> config.logging().flushFrequency())
                    .zero(Zero.DEFAULT)
                    .unused("Every line is written at once.");

    public static final ConfigField<Integer> VERBOSITY =
            ConfigField.of(
                            "logging.verbosity",
                            NOT_NEGATIVE,
                            0,
                            config -> config.logging().verbosity())
                    .used(
                            "How much is logged: 0 what an operator should know, 2 more of the"
                                    + " libraries, 4 each step, 6 everything, 8 the libraries'"
                                    + " steps"
                                    + " too.");

    public static final ConfigField<List<VModule>> VMODULE =
            ConfigField.of(
                            "logging.vmodule",
                            new VModuleType(),
                            List.<VModule>of(),
                            config -> config.logging().vmodule())
                    .unused("There are no Go source files to choose from.");

    public static final ConfigField<Boolean> TEXT_SPLIT_STREAM =
            ConfigField.of(
                            "logging.options.text.splitStream",
                            FieldTypes.SWITCH,
                            false,
                            config -> config.logging().text().splitStream())
                    .used(
                            "Text format: errors to standard error, the rest to standard output,"
                                    + " instead of everything to standard error.");

    public static final ConfigField<String> TEXT_BUFFER =
            ConfigField.of(
                            "logging.options.text.infoBufferSize",
                            new QuantityType(),
                            "0",
                            config -> config.logging().text().infoBufferSize())
                    .unused("Nothing is held back.");

    public static final ConfigField<Boolean> JSON_SPLIT_STREAM =
            ConfigField.of(
                            "logging.options.json.splitStream",
                            FieldTypes.SWITCH,
                            false,
                            config -> config.logging().json().splitStream())
                    .used("The same for the JSON format.");

    public static final ConfigField<String> JSON_BUFFER =
            ConfigField.of(
                            "logging.options.json.infoBufferSize",
                            new QuantityType(),
                            "0",
                            config -> config.logging().json().infoBufferSize())
                    .unused("Nothing is held back.");

    static final List<ConfigField<?>> CLIENT_CONNECTION =
            List.of(KUBECONFIG, ACCEPT_CONTENT_TYPES, CONTENT_TYPE, QPS, BURST);

    /** The section {@code logging}: the flags for it count beside a file, too. */
    public static final List<ConfigField<?>> LOGGING =
            List.of(
                    FORMAT,
                    VERBOSITY,
                    VMODULE,
                    FLUSH_FREQUENCY,
                    TEXT_SPLIT_STREAM,
                    TEXT_BUFFER,
                    JSON_SPLIT_STREAM,
                    JSON_BUFFER);

    private ClientFields() {}

    static ClientConnection clientConnection(FieldReader fields) {
        return new ClientConnection(
                fields.read(KUBECONFIG),
                fields.read(ACCEPT_CONTENT_TYPES),
                fields.read(CONTENT_TYPE),
                fields.read(QPS),
                fields.read(BURST));
    }

    static Logging logging(FieldReader fields) {
        return new Logging(
                fields.read(FORMAT),
                fields.read(FLUSH_FREQUENCY),
                fields.read(VERBOSITY),
                fields.read(VMODULE),
                new OutputRouting(fields.read(TEXT_SPLIT_STREAM), fields.read(TEXT_BUFFER)),
                new OutputRouting(fields.read(JSON_SPLIT_STREAM), fields.read(JSON_BUFFER)));
    }
}
