package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.app.commands.Commands;
import io.nftproxy.config.flags.SubcommandName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The {@code --help} of each command. */
class CommandHelpTest {
    private static final Path PAGE =
            Path.of(System.getProperty("project.dir", "."), "docs", "commands.md");

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "REHEARSE")
    void helpIsPrintedWithoutAProxy(SubcommandName name) throws IOException {
        String help = output(name, 0, "--help");

        assertThat(help)
                .startsWith("nftproxy " + name.word() + ": " + name.summary() + "\n\nUsage: ")
                .endsWith("-h, --help                      print this text\n")
                .isEqualTo(output(name, 0, "-h"))
                .isEqualTo(output(name, 0, "any", "words", "--help"));
        assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(100));
        String page = Files.readString(PAGE);
        Pattern flags = Pattern.compile(" -[a-z]\\b|--(?!output|filename)[a-z]+");
        assertThat(flags.matcher(help).results())
                .allSatisfy(flag -> assertThat(page).contains(flag.group().strip()));
        assertThat(output(name, 2, "--nonsense")).contains("unknown flag: --nonsense");
    }

    private static String output(SubcommandName name, int status, String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertThat(Commands.run(name, List.of(arguments), OfflineTable::render, out))
                .isEqualTo(status);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
