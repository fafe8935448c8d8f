package dev.lockstep.text.parsing.recognition;

/**
 * A rectangle around one line of text, or a part of it, which may be askew.
 *
 * @param x of its middle
 * @param y of its middle, downwards
 * @param width along the line
 * @param height across the line
 * @param angle of the line in radians, clockwise as seen on the page
 */
record TextBox(double x, double y, double width, double height, double angle) {

    TextBox scaled(double across, double down) {
        return new TextBox(x * across, y * down, width * across, height * down, angle);
    }

    TextBox moved(double right, double down) {
        return new TextBox(x + right, y + down, width, height, angle);
    }

    /** Returns a box that is larger on each side. */
    TextBox grown(double by) {
        return new TextBox(x, y, width + 2 * by, height + 2 * by, angle);
    }

    /** Returns a box that is so many times as high. */
    TextBox high(double times) {
        return new TextBox(x, y, width, height * times, angle);
    }

    /** Returns a part of the line, from one share of its width to another. */
    TextBox part(double from, double to) {
        double along = ((from + to) / 2 - .5) * width;
        return new TextBox(
                x + along * Math.cos(angle), y + along * Math.sin(angle), width * (to - from), height, angle);
    }

    /** Returns where the box is on a page that is turned back by an angle, so that its lines are level. */
    TextBox level(double skew) {
        double cos = Math.cos(-skew);
        double sin = Math.sin(-skew);
        return new TextBox(x * cos - y * sin, x * sin + y * cos, width, height, angle - skew);
    }

    double left() {
        return x - width / 2;
    }

    double right() {
        return x + width / 2;
    }

    double top() {
        return y - height / 2;
    }

    double bottom() {
        return y + height / 2;
    }
}
