package dev.lockstep.embedded.qdrant.filter;

import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import io.qdrant.client.grpc.Common.GeoBoundingBox;
import io.qdrant.client.grpc.Common.GeoLineString;
import io.qdrant.client.grpc.Common.GeoPoint;
import io.qdrant.client.grpc.Common.GeoPolygon;
import io.qdrant.client.grpc.Common.GeoRadius;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whether one value, an object with {@code lon} and {@code lat}, lies in an area. Borders are outside. */
final class GeoCheck {
    /** The mean radius of the earth, in metres. */
    private static final double EARTH = 6_371_008.8;

    private static final int SHORTEST_LINE = 4;

    private GeoCheck() {}

    static Predicate<Value> of(GeoBoundingBox box) {
        if (!box.hasTopLeft() || !box.hasBottomRight()) {
            throw ErrorStatus.invalid("Malformed GeoBoundingBox type");
        }
        double west = box.getTopLeft().getLon();
        double east = box.getBottomRight().getLon();
        return at((lon, lat) -> (west > east ? lon > west || lon < east : lon > west && lon < east)
                && lat > box.getBottomRight().getLat()
                && lat < box.getTopLeft().getLat());
    }

    static Predicate<Value> of(GeoRadius circle) {
        if (!circle.hasCenter()) {
            throw ErrorStatus.invalid("Malformed GeoRadius type");
        }
        GeoPoint center = circle.getCenter();
        return at((lon, lat) -> metres(center.getLon(), center.getLat(), lon, lat) < circle.getRadius());
    }

    static Predicate<Value> of(GeoPolygon polygon) {
        if (!polygon.hasExterior()) {
            throw ErrorStatus.invalid("Malformed GeoPolygon type - field `exterior` is required");
        }
        check(polygon.getExterior());
        polygon.getInteriorsList().forEach(GeoCheck::check);
        return at((lon, lat) -> isInside(polygon.getExterior(), lon, lat)
                && polygon.getInteriorsList().stream()
                        .noneMatch(hole -> isInside(hole, lon, lat) || isOn(hole, lon, lat)));
    }

    private static void check(GeoLineString line) {
        List<GeoPoint> points = line.getPointsList();
        if (points.size() < SHORTEST_LINE || !points.get(0).equals(points.get(points.size() - 1))) {
            throw ErrorStatus.invalid("A line of a polygon needs at least %d points, the last of them the first"
                    .formatted(SHORTEST_LINE));
        }
    }

    @FunctionalInterface
    private interface Place {
        boolean holds(double lon, double lat);
    }

    private static Predicate<Value> at(Place place) {
        return value -> {
            Map<String, Value> members = value.getStructValue().getFieldsMap();
            OptionalDouble lon = number(members.get("lon"));
            OptionalDouble lat = number(members.get("lat"));
            return lon.isPresent() && lat.isPresent() && place.holds(lon.getAsDouble(), lat.getAsDouble());
        };
    }

    private static OptionalDouble number(@Nullable Value value) {
        if (value == null || (!value.hasIntegerValue() && !value.hasDoubleValue())) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(value.hasDoubleValue() ? value.getDoubleValue() : value.getIntegerValue());
    }

    /** Along the great circle, by the haversine. */
    private static double metres(double lon1, double lat1, double lon2, double lat2) {
        double north = Math.sin(Math.toRadians(lat2 - lat1) / 2);
        double east = Math.sin(Math.toRadians(lon2 - lon1) / 2);
        double half = north * north + Math.cos(Math.toRadians(lat1)) * Math.cos(Math.toRadians(lat2)) * east * east;
        return 2 * EARTH * Math.asin(Math.sqrt(half));
    }

    /** Strictly: a ray to the east crosses the line an odd number of times. */
    private static boolean isInside(GeoLineString line, double x, double y) {
        if (isOn(line, x, y)) {
            return false;
        }
        boolean inside = false;
        for (int i = 1; i < line.getPointsCount(); i++) {
            GeoPoint a = line.getPoints(i - 1);
            GeoPoint b = line.getPoints(i);
            if (a.getLat() > y != b.getLat() > y
                    && x < (b.getLon() - a.getLon()) * (y - a.getLat()) / (b.getLat() - a.getLat()) + a.getLon()) {
                inside = !inside;
            }
        }
        return inside;
    }

    private static boolean isOn(GeoLineString line, double x, double y) {
        for (int i = 1; i < line.getPointsCount(); i++) {
            GeoPoint a = line.getPoints(i - 1);
            GeoPoint b = line.getPoints(i);
            double cross = (b.getLon() - a.getLon()) * (y - a.getLat()) - (b.getLat() - a.getLat()) * (x - a.getLon());
            if (cross == 0
                    && x >= Math.min(a.getLon(), b.getLon())
                    && x <= Math.max(a.getLon(), b.getLon())
                    && y >= Math.min(a.getLat(), b.getLat())
                    && y <= Math.max(a.getLat(), b.getLat())) {
                return true;
            }
        }
        return false;
    }
}
