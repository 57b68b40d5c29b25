package io.nftproxy.tools.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LivePictureTest {
    @Test
    void printsNotesAtOnceAndBarsInTheEndWithoutATerminal() {
        RecordedScreen recorded = RecordedScreen.plain();
        LivePicture picture = new LivePicture(recorded.screen(), Set.of("web-1"));
        picture.note("first");
        picture.saw("web-1");
        assertThat(recorded.text()).isEqualTo("first\n");
        picture.note("second");
        picture.finish();
        assertThat(recorded.text())
                .isEqualTo(
                        """
                        first
                        second
                           web-1    ######################################## 1
                        """);
    }

    @Test
    void paintsOverItsLinesOnATerminal() {
        RecordedScreen recorded = RecordedScreen.terminal();
        LivePicture picture = new LivePicture(recorded.screen(), Set.of("web-1"));
        picture.note("first");
        assertThat(recorded.text()).isEqualTo("ESC[2Kfirst\nESC[2K   web-1    0\n");
        picture.note("second");
        assertThat(recorded.text())
                .endsWith("ESC[2FESC[2Kfirst\nESC[2Ksecond\nESC[2K   web-1    0\n");
    }

    @Test
    void drawsTheLongestBarAsWideAsThePictureAndAtLeastOneCell() {
        assertThat(bars(Set.of("web-1", "web-2", "web-3"), 1000, 1))
                .isEqualTo(
                        """
                           web-1    ######################################## 1000
                           web-2    # 1
                           web-3    0
                        """);
    }

    @Test
    void drawsResultsThatAreNotExpected() {
        assertThat(bars(Set.of(ConnectionRun.REFUSED), 4, 2))
                .isEqualTo(
                        """
                           refused  0
                           web-1    ######################################## 4
                           web-2    #################### 2
                        """);
    }

    private static String bars(Set<String> expected, int first, int second) {
        RecordedScreen recorded = RecordedScreen.plain();
        LivePicture picture = new LivePicture(recorded.screen(), expected);
        Collections.nCopies(first, "web-1").forEach(picture::saw);
        Collections.nCopies(second, "web-2").forEach(picture::saw);
        picture.finish();
        return recorded.text();
    }

    @Test
    void drawsBlocksWhereTheTerminalHasThem() {
        RecordedScreen terminal = RecordedScreen.terminal();
        LivePicture picture = new LivePicture(terminal.screen(), Set.of("web-1"));
        picture.saw("web-1");
        assertThat(terminal.text()).contains("\u2588");
    }
}
