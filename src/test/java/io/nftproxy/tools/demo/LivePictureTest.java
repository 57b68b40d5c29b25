package io.nftproxy.tools.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LivePictureTest {
    @Test
    void printsNotesAtOnceAndBarsInTheEndWithoutATerminal() {
        RecordedScreen recorded = RecordedScreen.plain();
        LivePicture picture = new LivePicture(recorded.screen(), List.of("web-1"));
        picture.note("first");
        picture.saw(new Landing.Reached("web-1"));
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
        LivePicture picture = new LivePicture(recorded.screen(), List.of("web-1"));
        picture.note("first");
        assertThat(recorded.text()).isEqualTo("ESC[2Kfirst\nESC[2K   web-1    0\n");
        picture.note("second");
        assertThat(recorded.text())
                .endsWith("ESC[2FESC[2Kfirst\nESC[2Ksecond\nESC[2K   web-1    0\n");
    }
}
