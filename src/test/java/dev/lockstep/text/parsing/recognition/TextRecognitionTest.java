package dev.lockstep.text.parsing.recognition;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read of pages that were printed and scanned. */
class TextRecognitionTest {

    static final String OTTERS = "Otters are carnivorous mammals in the subfamily Lutrinae. The 13 extant otter species"
            + " are all semiaquatic, aquatic, or marine, and feed on fish and invertebrates. An otter's den is called a"
            + " holt or couch. Their dense fur has up to 150,000 strands of hair per square centimetre (about 1 million"
            + " per square inch), more than any other animal; it traps a layer of air next to the skin. In 2024 the"
            + " survey of rivers counted 4,817 animals at 3.2 per kilometre.";

    static final String BEAVERS = "Beavers are large rodents that live by rivers and lakes of the northern hemisphere."
            + " They build dams of branches, stones and mud, and lodges in the ponds behind these. A family keeps its"
            + " dam in order all year: whoever hears water running brings wood and mud to the place.";

    private static RecognizedPage read(BufferedImage picture) {
        return TextRecognition.shared(2).read(picture);
    }

    private static BufferedImage page(String text, int resolution) {
        return new PrintedPage()
                .write(60, 90, 11, PrintedPage.lines(text, 11, 470))
                .scan(resolution);
    }

    @Test
    void aPrintedPageIsReadWithBlanksBetweenItsWords() {
        RecognizedPage read = read(page(OTTERS, 200));

        assertThat(PrintedPage.recall(OTTERS, read.text())).as(read.text()).isGreaterThan(.97);
        assertThat(read.confidence()).isGreaterThan(90);
        assertThat(read.text()).doesNotContain("\n\n");
    }

    @Test
    void skewAndGrainDoNoHarm() {
        RecognizedPage read = read(PrintedPage.noisy(PrintedPage.skewed(page(OTTERS, 200), 1.5), 12, 7));

        assertThat(PrintedPage.recall(OTTERS, read.text())).as(read.text()).isGreaterThan(.95);
    }

    @Test
    void columnsAreReadOneAfterTheOther() {
        String[] left = PrintedPage.lines(OTTERS, 11, 220);
        String[] right = PrintedPage.lines(BEAVERS, 11, 220);
        BufferedImage picture = new PrintedPage()
                .write(60, 70, 18, "Animals that live in rivers and lakes of the north")
                .write(60, 110, 11, left)
                .write(320, 110, 11, right)
                .scan(200);

        String read = read(PrintedPage.skewed(picture, -1)).text();

        assertThat(read).startsWith("Animals that live");
        assertThat(PrintedPage.recall(OTTERS + " " + BEAVERS, read)).as(read).isGreaterThan(.95);
        assertThat(read.indexOf("kilometre")).as(read).isBetween(0, read.indexOf("Beavers"));
    }

    @Test
    void rowsOfATableStayTogether() {
        BufferedImage picture = new PrintedPage()
                .write(60, 100, 12, "River", "Severn", "Thames", "Trent")
                .write(260, 100, 12, "Length", "354 km", "346 km", "298 km")
                .scan(200);

        assertThat(read(picture).text()).contains("River Length", "Severn 354 km", "Thames 346 km", "Trent 298 km");
    }

    @Test
    void aPageThatLiesOnItsSideOrItsHeadIsTurned() {
        PageImage page = PageImage.of(page(OTTERS, 150));

        for (PageImage turned : new PageImage[] {page.turnedRight(), page.turnedRound()}) {
            assertThat(PrintedPage.recall(
                            OTTERS, TextRecognition.shared(2).read(turned).text()))
                    .isGreaterThan(.9);
        }
    }

    @Test
    void paragraphsArePartedByBlankLines() {
        BufferedImage picture = new PrintedPage()
                .write(60, 90, 11, PrintedPage.lines(OTTERS, 11, 470))
                .write(60, 260, 11, PrintedPage.lines(BEAVERS, 11, 470))
                .scan(200);

        assertThat(read(picture).text().split("\n\n")).hasSize(2);
    }

    @Test
    void aLongNarrowPictureIsReadToItsEnd() {
        BufferedImage page = page(OTTERS, 100);
        BufferedImage tall = new BufferedImage(page.getWidth(), 4 * page.getHeight(), page.getType());
        for (int i = 0; i < 4; i++) {
            tall.getRaster().setRect(0, i * page.getHeight(), page.getRaster());
        }

        assertThat(PrintedPage.recall((OTTERS + " ").repeat(4), read(tall).text()))
                .isBetween(.95, 1.0);
    }

    @Test
    void anEmptyPageSaysNothing() {
        RecognizedPage read = read(new PrintedPage().scan(100));

        assertThat(read.text()).isEmpty();
        assertThat(read.confidence()).isZero();
    }
}
