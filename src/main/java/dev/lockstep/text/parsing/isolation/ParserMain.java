package dev.lockstep.text.parsing.isolation;

import dev.lockstep.domain.Rejected;
import dev.lockstep.text.parsing.formats.ParseLimits;
import dev.lockstep.text.parsing.formats.ParsedDocument;
import dev.lockstep.text.parsing.formats.Reader;
import dev.lockstep.text.parsing.formats.RecognitionLimits;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * The parser's process: reads one request after the other until its input ends. A document comes with its request and is put into the
 * working directory, which is emptied before the answer.
 */
public final class ParserMain {

    /** This number says that the process is there. */
    static final int READY = 0x10C5;

    private static final Path SCRATCH = Path.of("");
    private static final Path DOCUMENT = Path.of("document");

    private static final int GONE = 0;
    private static final int BROKEN = 2;

    private final Wire wire;
    private final ParseLimits limits;
    private final DataOutputStream answers;
    private final BlockingQueue<Wire.Request> requests = new ArrayBlockingQueue<>(1);

    private ParserMain(ParseLimits limits, DataOutputStream answers) {
        this.wire = new Wire(Integer.MAX_VALUE);
        this.limits = limits;
        this.answers = answers;
    }

    public static void main(String... args) throws IOException, InterruptedException {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
        DataOutputStream answers =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        // A library's own output must not get between the answers.
        System.setOut(System.err);
        new ParserMain(limits(args), answers).run();
    }

    static String[] args(ParseLimits limits) {
        return new String[] {
            Integer.toString(limits.textLength()),
            Integer.toString(limits.depth()),
            Long.toString(limits.expandedBytes()),
            Integer.toString(limits.archiveEntries()),
            Boolean.toString(limits.recognition().enabled()),
            Integer.toString(limits.recognition().threads()),
            Integer.toString(limits.recognition().resolution()),
            Integer.toString(limits.recognition().pages()),
            Long.toString(limits.recognition().pixels())
        };
    }

    private static ParseLimits limits(String... args) {
        return new ParseLimits(
                Integer.parseInt(args[0]),
                Integer.parseInt(args[1]),
                Long.parseLong(args[2]),
                Integer.parseInt(args[3]),
                new RecognitionLimits(
                        Boolean.parseBoolean(args[4]),
                        Integer.parseInt(args[5]),
                        Integer.parseInt(args[6]),
                        Integer.parseInt(args[7]),
                        Long.parseLong(args[8])));
    }

    private void run() throws IOException, InterruptedException {
        Thread reader = new Thread(this::readRequests, "requests");
        reader.setDaemon(true);
        reader.start();
        answers.writeInt(READY);
        answers.flush();
        while (true) {
            answer(requests.take());
        }
    }

    private void answer(Wire.Request request) throws IOException {
        try {
            ParsedDocument document = Reader.readAny(request.type(), request.source(), limits, this::tell);
            Scratch.empty(SCRATCH);
            wire.write(answers, document);
        } catch (Rejected refused) {
            Scratch.empty(SCRATCH);
            wire.write(answers, refused);
        } catch (Error error) {
            // Nobody knows what it has broken: the service does not use this process any more.
            wire.write(answers, error);
        }
        answers.flush();
    }

    private void tell(int done, int all) {
        try {
            wire.writeProgress(answers, done, all);
            answers.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /**
     * Reads requests on a thread of its own: the end of the input means that the service is gone, and whatever is being parsed is in
     * vain.
     */
    private void readRequests() {
        try {
            DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in));
            while (true) {
                requests.put(wire.readRequest(in, DOCUMENT));
            }
        } catch (EOFException gone) {
            Runtime.getRuntime().halt(GONE);
        } catch (IOException | InterruptedException | RuntimeException broken) {
            Runtime.getRuntime().halt(BROKEN);
        }
    }
}
