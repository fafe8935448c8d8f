package dev.lockstep.features.documents;

import dev.lockstep.engine.jobs.JobStep;
import dev.lockstep.engine.jobs.Meter;
import dev.lockstep.text.parsing.formats.Reader.PageProgress;

/** Counts pages once the first is read as a picture; until then a document is parsed as a whole. Pages begin anew when it does. */
final class PageMeter implements PageProgress {

    private final Meter meter;
    private volatile int last = -1;

    PageMeter(Meter meter) {
        this.meter = meter;
    }

    @Override
    public void at(int done, int all) {
        if (done > last && last >= 0) {
            meter.add(done - last);
        } else {
            meter.enter(JobStep.RECOGNIZING);
            meter.set(done, (long) all);
        }
        last = done;
    }

    /** @param bytes of the document, which are over all at once where no pages are counted */
    void end(long bytes) {
        if (last < 0) {
            meter.add(bytes);
        }
    }
}
