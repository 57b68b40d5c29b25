package io.nftproxy.tools.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BarsTest {
    private final Screen screen = RecordedScreen.plain().screen();

    private static Landings landings(int first, int second, int refused, int failed) {
        TreeMap<String, Integer> byPod = new TreeMap<>();
        byPod.put("web-1", first);
        byPod.put("web-2", second);
        return new Landings(byPod, refused, failed);
    }

    @Test
    void drawsTheLongestBarAsWideAsThePicture() {
        assertThat(Bars.of(landings(80, 20, 0, 0), List.of("web-1", "web-2"), screen))
                .containsExactly(
                        "   web-1    ######################################## 80",
                        "   web-2    ########## 20");
    }

    @Test
    void drawsPodsThatGotNothingAndAtLeastOneCellForASingleConnection() {
        assertThat(Bars.of(landings(1000, 1, 0, 0), List.of("web-1", "web-2", "web-3"), screen))
                .containsExactly(
                        "   web-1    ######################################## 1000",
                        "   web-2    # 1",
                        "   web-3    0");
    }

    @Test
    void drawsPodsThatNobodyExpected() {
        assertThat(Bars.of(landings(4, 2, 0, 0), List.of("web-1"), screen))
                .containsExactly(
                        "   web-1    ######################################## 4",
                        "   web-2    #################### 2");
    }

    @Test
    void drawsWhatReachedNoPod() {
        assertThat(Bars.of(new Landings(new TreeMap<>(), 10, 5), List.of(), screen))
                .containsExactly(
                        "   refused  ######################################## 10",
                        "   failed   #################### 5");
    }

    @Test
    void drawsBlocksWhereTheTerminalHasThem() {
        Screen terminal = RecordedScreen.terminal().screen();
        assertThat(Bars.of(landings(1, 0, 0, 0), List.of("web-1"), terminal).getFirst())
                .contains("\u2588");
    }
}
