package dev.baton.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailureRowTest {

    private final FailureRow row = new FailureRow();

    @Test
    void isEndedByAnAnswerThatBegins() {
        fail(3);
        row.begun();
        fail(2);

        assertThat(row.failed()).isEqualTo(2);
    }

    @Test
    void isWholeAgainWhenThatAnswerBreaksOff() {
        fail(3);
        FailureRow.Place broken = row.begun();
        fail(2);

        row.takeBack(broken);

        assertThat(row.failed()).isEqualTo(5);
    }

    @Test
    void staysEndedByAnotherAnswerThatBegan() {
        fail(3);
        FailureRow.Place broken = row.begun();
        FailureRow.Place well = row.begun();
        row.takeBack(broken);
        row.stands(well);
        fail(1);

        assertThat(row.failed()).isEqualTo(1);
    }

    @Test
    void countsLastingFailuresBackToAnythingElse() {
        row.failed(true);
        row.failed(false);
        row.failed(true);
        FailureRow.Place broken = row.begun();
        row.failed(true);

        row.takeBack(broken);

        assertThat(row.lasting()).isEqualTo(2);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            row.failed(false);
        }
    }

    /**
     * What happened, in order.
     *
     * @param place of an answer that began, null for a failure
     */
    private record Sign(FailureRow.@Nullable Place place, boolean lasting) {}

    /** The row as its description has it: of all signs that have not been taken back, the failures at the end. */
    @Test
    void isThatOfTheSignsThatHaveNotBeenTakenBack() {
        Seeds.forEach(FailureRowTest.class, 3_000, seed -> {
            Random random = new Random(seed);
            FailureRow tried = new FailureRow();
            List<Sign> signs = new ArrayList<>();
            List<Sign> running = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                happens(random, tried, signs, running);

                assertThat(tried.failed()).isEqualTo(atEnd(signs, false));
                assertThat(tried.lasting()).isEqualTo(atEnd(signs, true));
            }
        });
    }

    private static void happens(Random random, FailureRow tried, List<Sign> signs, List<Sign> running) {
        switch (running.isEmpty() ? random.nextInt(2) : random.nextInt(4)) {
            case 0 -> {
                boolean lasting = random.nextBoolean();
                tried.failed(lasting);
                signs.add(new Sign(null, lasting));
            }
            case 1 -> {
                Sign begun = new Sign(tried.begun(), false);
                signs.add(begun);
                running.add(begun);
            }
            case 2 ->
                tried.stands(running.remove(random.nextInt(running.size())).place());
            default -> {
                Sign broken = running.remove(random.nextInt(running.size()));
                tried.takeBack(broken.place());
                signs.remove(broken);
            }
        }
    }

    private static int atEnd(List<Sign> signs, boolean lasting) {
        int count = 0;
        for (Sign sign : signs.reversed()) {
            if (sign.place() != null || (lasting && !sign.lasting())) {
                break;
            }
            count++;
        }
        return count;
    }
}
