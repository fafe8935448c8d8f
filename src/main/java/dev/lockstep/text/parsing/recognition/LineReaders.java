package dev.lockstep.text.parsing.recognition;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/** Reads the lines of a page on several threads: one run of the model is too short to be worth dividing. */
final class LineReaders {

    private final ExecutorService threads;
    private final BlockingQueue<TextRecognizer> free = new LinkedBlockingQueue<>();

    LineReaders(int count) {
        NeuralNetwork network = NeuralNetwork.load("ch_PP-OCRv4_rec_infer", 1);
        CtcDecoder decoder = CtcDecoder.load();
        for (int i = 0; i < count; i++) {
            free.add(new TextRecognizer(network, decoder));
        }
        this.threads = Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(work, "lockstep-recognition");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Returns the lines in the order of their boxes. */
    List<TextLine> read(PageImage page, List<TextBox> boxes) {
        page.prepareHalves();
        List<Future<TextLine>> pending = new ArrayList<>();
        boxes.forEach(box -> pending.add(threads.submit(() -> read(page, box))));
        List<TextLine> lines = new ArrayList<>();
        try {
            for (Future<TextLine> line : pending) {
                lines.add(line.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a line can't be read: " + e.getCause(), e.getCause());
        }
        return lines;
    }

    private TextLine read(PageImage page, TextBox box) throws InterruptedException {
        TextRecognizer reader = free.take();
        try {
            return reader.read(page, box);
        } finally {
            free.add(reader);
        }
    }
}
