package dev.lockstep.text.parsing;

import dev.lockstep.text.parsing.formats.RecognitionLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Says whether text on pictures is recognised, and what that may cost. */
@ConfigMapping(prefix = "lockstep.parsing.recognition")
public interface RecognitionSettings {

    /** Whether scanned pages and images are read at all. */
    @WithDefault("true")
    boolean enabled();

    /** How many threads work on one page. */
    @WithDefault("2")
    int threads();

    /** Dots per inch at which pages of a PDF are drawn. */
    @WithDefault("200")
    int resolution();

    /** Limits how many pages of a document may be pictures. */
    @WithDefault("300")
    int maxPages();

    /** Limits how large a picture may be; what is larger than a page at 300 dots per inch is read at a lower resolution. */
    @WithDefault("100000000")
    long maxPixels();

    /** Limits how long one page may take, which is not counted for {@code lockstep.parsing.time-limit}. */
    @WithDefault("30s")
    Duration timePerPage();

    default RecognitionLimits limits() {
        return new RecognitionLimits(enabled(), threads(), resolution(), maxPages(), maxPixels());
    }
}
