package dev.lockstep.text.parsing.recognition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the smallest rectangle around points. One of its sides lies on a side of their convex hull (Freeman and Shapira, 1975), so each of
 * those is tried.
 */
final class SmallestRectangle {

    private SmallestRectangle() {}

    record Corner(int x, int y) {}

    /** @param points at least one */
    static TextBox around(List<Corner> points) {
        List<Corner> hull = hull(points);
        TextBox smallest = along(hull, 0);
        for (int i = 0; i < hull.size(); i++) {
            Corner from = hull.get(i);
            Corner to = hull.get((i + 1) % hull.size());
            TextBox box = along(hull, Math.atan2(to.y - from.y, to.x - from.x));
            if (box.width() * box.height() < smallest.width() * smallest.height() * .999) {
                smallest = box;
            }
        }
        return lying(smallest);
    }

    /** Finds the convex hull by Andrew's monotone chain: the lower half from left to right, then the upper half back. */
    private static List<Corner> hull(List<Corner> points) {
        List<Corner> sorted = new ArrayList<>(points);
        sorted.sort(Comparator.comparingInt(Corner::x).thenComparingInt(Corner::y));
        List<Corner> hull = half(sorted);
        Collections.reverse(sorted);
        hull.addAll(half(sorted));
        return hull.isEmpty() ? List.of(sorted.get(0)) : hull;
    }

    /** Returns half of the hull without its last point, with which the other half begins. */
    private static List<Corner> half(List<Corner> sorted) {
        List<Corner> half = new ArrayList<>();
        for (Corner point : sorted) {
            while (half.size() > 1 && !turns(half.get(half.size() - 2), half.get(half.size() - 1), point)) {
                half.remove(half.size() - 1);
            }
            half.add(point);
        }
        half.remove(half.size() - 1);
        return half;
    }

    private static boolean turns(Corner a, Corner b, Corner c) {
        return (long) (b.x - a.x) * (c.y - a.y) - (long) (b.y - a.y) * (c.x - a.x) > 0;
    }

    private static TextBox along(List<Corner> hull, double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double left = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (Corner corner : hull) {
            double along = corner.x * cos + corner.y * sin;
            double across = corner.y * cos - corner.x * sin;
            left = Math.min(left, along);
            right = Math.max(right, along);
            top = Math.min(top, across);
            bottom = Math.max(bottom, across);
        }
        double along = (left + right) / 2;
        double across = (top + bottom) / 2;
        return new TextBox(along * cos - across * sin, along * sin + across * cos, right - left, bottom - top, angle);
    }

    /** Turns a box by quarters until its angle is at most an eighth of a full turn: text is rather level than upright. */
    private static TextBox lying(TextBox box) {
        double quarters = Math.rint(box.angle() / (Math.PI / 2));
        double angle = box.angle() - quarters * Math.PI / 2;
        boolean swapped = Math.abs(quarters) % 2 == 1;
        return new TextBox(
                box.x(), box.y(), swapped ? box.height() : box.width(), swapped ? box.width() : box.height(), angle);
    }
}
