package dev.lockstep.web.http;

import dev.lockstep.testing.Api;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** For tests of what must be refused: a knowledge base that is as it was after each of them. */
public abstract class Unharmed {

    private static UnharmedKnowledgeBase shared;

    public Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        if (shared == null) {
            shared = UnharmedKnowledgeBase.make();
        }
        kb = shared.api();
    }

    @AfterEach
    void nothingWasHarmed() {
        UnharmedKnowledgeBase checked = shared;
        shared = null;
        if (checked != null) {
            checked.check();
        }
        shared = checked;
    }

    /** The next test makes its own. */
    public static void writtenTo() {
        shared = null;
    }

    /** The next class may meet other stores. */
    @AfterAll
    static void forget() {
        shared = null;
    }
}
