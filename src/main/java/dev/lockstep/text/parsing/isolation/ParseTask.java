package dev.lockstep.text.parsing.isolation;

import dev.lockstep.text.parsing.formats.DocumentType;
import dev.lockstep.text.parsing.formats.ParsedDocument;
import dev.lockstep.text.parsing.formats.Reader.PageProgress;
import dev.lockstep.text.parsing.formats.Reader.Source;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.jspecify.annotations.Nullable;

/** A document on its way through a parser, which can be taken from it at any time. */
final class ParseTask {

    private final Requester requester;
    private final DocumentType type;
    private final Source source;
    private final PageProgress progress;
    private final UniEmitter<? super ParsedDocument> waiting;

    private @Nullable ParserProcess parser;
    private boolean interrupted;
    private boolean unwanted;

    ParseTask(
            Requester requester,
            DocumentType type,
            Source source,
            PageProgress progress,
            UniEmitter<? super ParsedDocument> waiting) {
        this.requester = requester;
        this.type = type;
        this.source = source;
        this.progress = progress;
        this.waiting = waiting;
    }

    Requester requester() {
        return requester;
    }

    /** Kills the parser that reads the document, if one does. */
    synchronized void interrupt() {
        interrupted = true;
        if (parser != null) {
            parser.kill();
        }
    }

    /** Nobody waits for the document any more. */
    synchronized void cancel() {
        unwanted = true;
        interrupt();
    }

    synchronized boolean isInterrupted() {
        return interrupted;
    }

    synchronized boolean isWanted() {
        return !unwanted;
    }

    /** Begins anew after an interruption. */
    synchronized void reset() {
        interrupted = false;
    }

    /** @throws RuntimeException of the parser, which means nothing if the task was interrupted */
    ParsedDocument parse(ParserProcess given) {
        hold(given);
        try {
            return given.parse(type, source, progress);
        } finally {
            letGo();
        }
    }

    private synchronized void hold(ParserProcess given) {
        if (interrupted) {
            throw new IllegalStateException("interrupted before it began");
        }
        parser = given;
    }

    private synchronized void letGo() {
        parser = null;
    }

    void complete(ParsedDocument document) {
        waiting.complete(document);
    }

    void fail(Throwable failure) {
        waiting.fail(failure);
    }
}
