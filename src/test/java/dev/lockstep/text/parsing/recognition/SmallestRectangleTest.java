package dev.lockstep.text.parsing.recognition;

import dev.lockstep.text.parsing.recognition.SmallestRectangle.Corner;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Rectangles around points. */
class SmallestRectangleTest {

    private static List<Corner> line(double angle) {
        List<Corner> points = new ArrayList<>();
        for (int along = -100; along <= 100; along++) {
            for (int across = -10; across <= 10; across++) {
                points.add(new Corner((int) Math.round(500 + along * Math.cos(angle) - across * Math.sin(angle)), (int)
                        Math.round(300 + along * Math.sin(angle) + across * Math.cos(angle))));
            }
        }
        return points;
    }

    @Test
    void aLineThatIsAskewHasABoxThatIsToo() {
        for (double angle : new double[] {0, .02, -.3, .6}) {
            TextBox box = SmallestRectangle.around(line(angle));

            assertThat(box.angle()).isCloseTo(angle, within(.02));
            assertThat(box.width()).isCloseTo(200, within(4.0));
            assertThat(box.height()).isCloseTo(20, within(4.0));
            assertThat(box.x()).isCloseTo(500, within(2.0));
            assertThat(box.y()).isCloseTo(300, within(2.0));
        }
    }

    @Test
    void anUprightLineIsHighAndNotWide() {
        TextBox box = SmallestRectangle.around(line(Math.PI / 2));

        assertThat(box.height()).isCloseTo(200, within(2.0));
        assertThat(box.angle()).isCloseTo(0, within(.02));
    }

    @Test
    void aSinglePointHasABox() {
        assertThat(SmallestRectangle.around(List.of(new Corner(3, 4)))).isEqualTo(new TextBox(3, 4, 0, 0, 0));
    }
}
