package dev.lockstep.text.parsing.isolation;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Turns: of tenants, and of the knowledge bases of each. */
class FairQueueTest {

    private static final Holdings NOTHING = new Holdings(List.of());

    private static final Requester A1 = new Requester("a", "1");
    private static final Requester A2 = new Requester("a", "2");
    private static final Requester B1 = new Requester("b", "1");

    private final FairQueue<String> queue = new FairQueue<>();

    private void add(Requester requester, String... elements) {
        List.of(elements).forEach(element -> queue.addLast(requester, element));
    }

    private List<String> rest(Holdings held) {
        List<String> order = new ArrayList<>();
        for (Requester next = queue.next(held); next != null; next = queue.next(held)) {
            order.add(queue.take(next));
        }
        return order;
    }

    @Test
    void tenantsTakeTurnsAndSoDoTheirKnowledgeBases() {
        add(A1, "a1", "a1", "a1");
        add(A2, "a2");
        add(B1, "b1", "b1");

        assertThat(rest(NOTHING)).containsExactly("a1", "b1", "a2", "b1", "a1", "a1");
        assertThat(queue.size()).isZero();
    }

    @Test
    void whoeverHoldsLessComesFirst() {
        add(A1, "a1");
        add(A2, "a2");
        add(B1, "b1");

        assertThat(rest(new Holdings(List.of(A1, B1, B1)))).containsExactly("a2", "a1", "b1");
    }

    @Test
    void whoeverComesBackAfterATurnWaitsForTheOthers() {
        add(A1, "a1");
        add(B1, "b1", "b1");

        assertThat(queue.take(A1)).isEqualTo("a1");
        add(A1, "a1 again");

        assertThat(rest(NOTHING)).containsExactly("b1", "a1 again", "b1");
    }

    @Test
    void theLongestQueueLosesItsLast() {
        add(A1, "a1 first", "a1 last");
        add(A2, "a2");
        add(B1, "b1", "b1");

        assertThat(queue.dropLast()).isEqualTo("a1 last");
        assertThat(queue.size()).isEqualTo(4);
    }

    @Test
    void whatIsPutBackIsFirstAgain() {
        add(A1, "second");
        queue.addFirst(A1, "first");

        assertThat(rest(NOTHING)).containsExactly("first", "second");
    }

    @Test
    void whatIsRemovedHasNoTurn() {
        add(A1, "a1");
        add(B1, "b1");

        assertThat(queue.remove(A1, "a1")).isTrue();
        assertThat(queue.remove(A1, "a1")).isFalse();
        assertThat(rest(NOTHING)).containsExactly("b1");
    }

    @Test
    void itIsUnfairToHoldTwoMoreThanAnother() {
        Holdings held = new Holdings(List.of(A1, A1, B1));

        assertThat(held.isUnfair(A1, A2)).isTrue();
        assertThat(held.isUnfair(A1, B1)).isFalse();
        assertThat(held.isUnfair(A1, new Requester("c", "1"))).isTrue();
        assertThat(held.isUnfair(B1, new Requester("c", "1"))).isFalse();
    }
}
