package dev.lockstep.text.parsing.formats;

import java.util.HashSet;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/** Writes the slides of a presentation that was made a page: each is a page of its own; what follows the last belongs to none. */
final class Slides {

    /** What the master says on each slide. */
    private static final String MASTER = ".slide-master-content";

    private Slides() {}

    /** Returns the number of slides. */
    static int write(Element body, TextWriter text, ParseLimits limits) {
        Elements slides = body.select(".slide");
        Set<String> repeated = new HashSet<>();
        body.select(MASTER).forEach(master -> {
            if (!repeated.add(master.text())) {
                master.remove();
            }
        });
        for (int i = 0; i < slides.size(); i++) {
            if (i > 0) {
                text.endPage();
            }
            blocks(slides.get(i), text, limits);
            slides.get(i).remove();
        }
        blocks(body, text, limits);
        return slides.size();
    }

    private static void blocks(Element part, TextWriter text, ParseLimits limits) {
        new HtmlBlocks(text, limits, HtmlBlocks.Scope.EVERYTHING).write(part);
    }
}
