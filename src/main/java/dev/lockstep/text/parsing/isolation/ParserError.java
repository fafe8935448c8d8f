package dev.lockstep.text.parsing.isolation;

import java.io.IOException;

/** Tells that something went wrong in a parser that is no fault of the document alone, such as that a class is missing. */
final class ParserError extends IOException {

    private static final long serialVersionUID = 1L;

    ParserError(String what) {
        super(what);
    }
}
