package io.nftproxy.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    first endpoints take slots in order  |         | a b c   | a b c
                    nothing changes                      | a b c   | c b a   | a b c
                    a newcomer is appended               | a b     | b c a   | a b c
                    a newcomer takes the place of a leaver | a b c | a d c   | a d c
                    the last one moves into a hole       | a b c d | a c d   | a d c
                    the last one leaves                  | a b c   | a b     | a b
                    two leave in front                   | a b c d | c d     | d c
                    two leave behind                     | a b c d | a b     | a b
                    all leave                            | a b     |         | ''
                    all are replaced                     | a b     | c d e   | c d e
                    more leave than come                 | a b c d | e c     | e c
                    a slot twice is a hole               | a a b   | a b c   | a c b
                    """)
    void assigns(String name, String before, String wanted, String expected) {
        assertThat(text(Slots.assign(list(before), list(wanted)))).isEqualTo(expected);
    }

    @Test
    void returnsObjectsOfTheClusterOnly() {
        List<Endpoint> wanted = List.of(endpoint('a'), endpoint('b'), endpoint('c'));

        List<Endpoint> same = Slots.assign(list("a b c"), wanted);
        List<Endpoint> moved = Slots.assign(list("c a d b"), wanted);

        assertThat(same).isSameAs(wanted);
        assertThat(moved)
                .isEqualTo(list("c a b"))
                .allSatisfy(slot -> assertThat(wanted).anyMatch(each -> each == slot));
    }

    @Test
    void movesAsFewEndpointsAsPossible() {
        Random random = new Random(7);
        List<Endpoint> slots = List.of();
        for (int round = 0; round < 2000; round++) {
            List<Endpoint> wanted = new ArrayList<>();
            for (char name = 'a'; name <= 'z'; name++) {
                if (random.nextInt(3) == 0) {
                    wanted.add(endpoint(name));
                }
            }
            List<Endpoint> next = Slots.assign(slots, wanted);
            assertThat(next).containsExactlyInAnyOrderElementsOf(wanted);
            assertThat(changes(slots, next)).isLessThanOrEqualTo(leastChanges(slots, wanted));
            slots = next;
        }
    }

    private static long changes(List<Endpoint> before, List<Endpoint> after) {
        long changes = Math.abs(before.size() - after.size());
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            changes += before.get(i).equals(after.get(i)) ? 0 : 1;
        }
        return changes;
    }

    /** Returns the number of slots that must change, be added or be removed. */
    private static long leastChanges(List<Endpoint> before, List<Endpoint> wanted) {
        long holesThatStay =
                before.stream()
                        .limit(wanted.size())
                        .filter(endpoint -> !wanted.contains(endpoint))
                        .count();
        return holesThatStay + Math.abs(before.size() - wanted.size());
    }

    private static List<Endpoint> list(String names) {
        List<Endpoint> list = new ArrayList<>();
        for (char name : names == null ? new char[0] : names.replace(" ", "").toCharArray()) {
            list.add(endpoint(name));
        }
        return list;
    }

    private static Endpoint endpoint(char name) {
        return new Endpoint(IpAddress.of("10.0.0." + (int) name), 80);
    }

    private static String text(List<Endpoint> slots) {
        StringBuilder text = new StringBuilder();
        for (Endpoint slot : slots) {
            text.append(text.isEmpty() ? "" : " ").append((char) (slot.address().low() & 0xff));
        }
        return text.toString();
    }
}
