package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.testing.ChildJvm;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class KubeProxyTest {
    /** Runs in a child JVM, because a process has one locale. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) {
            KubeProxy.main(args);
            System.out.println(
                    "%d %s".formatted(1234567890, "TITLE".toLowerCase(Locale.getDefault())));
        }
    }

    /** Persian has its own digits, and Turkish its own lower case of I. */
    @Test
    void outputDoesNotDependOnTheLocale() throws Exception {
        for (String locale : List.of("fa-IR", "tr-TR")) {
            List<String> flags =
                    List.of(
                            "-Duser.language=" + locale.substring(0, 2),
                            "-Duser.country=" + locale.substring(3));
            assertThat(ChildJvm.output(ChildJvm.command(Child.class, flags, "--version")))
                    .as(locale)
                    .endsWith("1234567890 title\n");
        }
    }
}
