package dev.lockstep.features.batch;

import dev.lockstep.domain.Caller;
import dev.lockstep.features.batch.DocumentLines.Numbered;
import dev.lockstep.features.documents.DocumentFormat;
import dev.lockstep.features.documents.DocumentInsertion;
import dev.lockstep.platform.reactive.CallerContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Stores the documents of a file that has one on each line. */
@ApplicationScoped
public class BatchIngestion {

    private final Insertions insertions;
    private final DocumentFormat format;
    private final BatchSettings settings;

    BatchIngestion(Insertions insertions, DocumentFormat format, BatchSettings settings) {
        this.insertions = insertions;
        this.format = format;
        this.settings = settings;
    }

    /**
     * Stores the lines and returns their results, in their order. Several are under way at once, and none is begun that
     * nobody asks for: when the caller cancels, those under way finish and no further ones begin.
     *
     * @param fromLine the number of the first line to store, from 1
     */
    public Multi<LineResult> run(Caller caller, String knowledgeBase, Path file, long fromLine, LineKeys keys) {
        return run(
                file, fromLine, (line, document) -> insertions.insert(caller, knowledgeBase, document, keys.of(line)));
    }

    /** Does something else with each line, in the same way. */
    public Multi<LineResult> run(Path file, long fromLine, LineStore store) {
        return opened(file)
                .map(lines -> new BatchRun(
                        new DocumentLines(lines, format, fromLine), settings.concurrency(), line -> store(line, store)))
                .onItem()
                .transformToMulti(BatchIngestion::results);
    }

    /** Counts the lines of a file that have something on them. */
    public Uni<Long> count(Path file) {
        return opened(file)
                .chain(reader -> CallerContext.compute(() -> {
                    try (reader) {
                        long lines = 0;
                        while (reader.next() != null) {
                            lines++;
                        }
                        return lines;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
    }

    private Uni<LineReader> opened(Path file) {
        return CallerContext.compute(() -> {
            try {
                return new LineReader(Files.newInputStream(file), (int)
                        settings.maxLineLength().asLongValue());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Multi<LineResult> results(BatchRun run) {
        return Multi.createBy()
                .repeating()
                .uni(run::next)
                .whilst(Optional::isPresent)
                .filter(Optional::isPresent)
                .map(Optional::get)
                .onTermination()
                .invoke(run::close);
    }

    private static Uni<LineResult> store(Numbered line, LineStore store) {
        Uni<DocumentInsertion> document = line.wrong() == null
                ? Uni.createFrom().item(line.document())
                : Uni.createFrom().failure(line.wrong());
        return store.store(line.line(), document).map(outcome -> new LineResult(line.line(), outcome));
    }
}
