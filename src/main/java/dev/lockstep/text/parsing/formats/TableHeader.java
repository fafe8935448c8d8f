package dev.lockstep.text.parsing.formats;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tells whether the first row of a table names its columns. A name is no value: it is a word, or a year above figures, it is not there
 * again below, and words above figures are names for certain. A list of keys with their values has none, though it looks like a table of
 * two columns.
 */
final class TableHeader {

    private static final int LONGEST_NAME = 200;

    private static final Pattern NUMBER =
            Pattern.compile("[-+(]?\\p{Sc}?\\s?\\d[\\d.,'’\\s]*(?:[eE][-+]?\\d+)?\\s?[%‰]?\\p{Sc}?\\)?");

    private static final Pattern YEAR = Pattern.compile("(?:1[4-9]|2[01])\\d\\d");

    private static final Pattern DATE = Pattern.compile(
            "\\d{4}-\\d{1,2}(?:-\\d{1,2}(?:[T ].*)?)?|\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}(?: .*)?|\\d{1,2}:\\d{2}(?::\\d{2})?");

    private static final Pattern ADDRESS = Pattern.compile("\\S+@\\S+\\.\\S+|https?://.*");

    private static final Set<String> NO_VALUE = Set.of("", "-", "–", "—", "n/a", "na", "nan", "null", "none");

    private static final Set<String> FLAGS = Set.of("true", "false", "yes", "no");

    /** What stands in the first column of keys and values, and seldom in that of a table. */
    private static final Set<String> KEYS = Set.of(
            "name",
            "title",
            "author",
            "owner",
            "date",
            "status",
            "version",
            "address",
            "phone",
            "telephone",
            "e-mail",
            "email",
            "city",
            "country",
            "company",
            "department",
            "project",
            "subject",
            "description",
            "type",
            "id",
            "language",
            "category",
            "website",
            "url",
            "born",
            "died",
            "titel",
            "autor",
            "datum",
            "adresse",
            "telefon",
            "stadt",
            "land",
            "firma",
            "abteilung",
            "projekt",
            "betreff",
            "beschreibung",
            "typ",
            "sprache",
            "nom",
            "titre",
            "auteur",
            "téléphone",
            "ville",
            "pays",
            "nombre",
            "título",
            "autora",
            "fecha",
            "dirección",
            "teléfono",
            "ciudad",
            "país");

    private enum Kind {
        NOTHING,
        WORD,
        YEAR,
        FIGURE
    }

    private final List<String> row;
    private final List<List<String>> below;
    private final List<Integer> columns;
    private final List<Integer> named;

    private TableHeader(List<String> row, List<List<String>> below) {
        this.row = row;
        this.below = below;
        int width =
                Math.max(row.size(), below.stream().mapToInt(List::size).max().orElse(0));
        this.columns = IntStream.range(0, width)
                .filter(i -> kind(row, i) != Kind.NOTHING
                        || below.stream().anyMatch(other -> kind(other, i) != Kind.NOTHING))
                .boxed()
                .toList();
        this.named = columns.stream().filter(i -> kind(row, i) != Kind.NOTHING).toList();
    }

    /**
     * Judges a row.
     *
     * @param below some of the rows that follow, as many as there are at hand
     */
    static boolean names(List<String> row, List<List<String>> below) {
        TableHeader header = new TableHeader(row, below);
        return header.isPossible() && header.isProbable();
    }

    /** Tells whether words of a row stand above nothing but figures. */
    static boolean contrasts(List<String> row, List<List<String>> below) {
        return new TableHeader(row, below).contrasts();
    }

    private boolean isPossible() {
        return named.size() > 1
                && named.stream().noneMatch(i -> kind(row, i) == Kind.FIGURE)
                && named.stream().allMatch(i -> isName(row.get(i)))
                && named.stream().noneMatch(this::isThereAgain)
                && unnamedMayBe()
                && yearsMayBe();
    }

    private static boolean isName(String cell) {
        return cell.length() <= LONGEST_NAME
                && !FLAGS.contains(cell.toLowerCase(Locale.ROOT))
                && !ADDRESS.matcher(cell).matches();
    }

    private boolean isThereAgain(int column) {
        return below.stream()
                .anyMatch(other -> column < other.size() && other.get(column).equalsIgnoreCase(row.get(column)));
    }

    /** The first column, an index, may have no name; others only where it is clear that the row has names. */
    private boolean unnamedMayBe() {
        int unnamed = columns.size() - named.size();
        boolean onlyFirst = unnamed == 1 && !named.contains(columns.get(0));
        return unnamed == 0 || onlyFirst || (contrasts() && unnamed * 3 <= columns.size());
    }

    /** Years are names beside others, above figures that are no years. */
    private boolean yearsMayBe() {
        List<Integer> years =
                named.stream().filter(i -> kind(row, i) == Kind.YEAR).toList();
        if (years.isEmpty()) {
            return true;
        }
        boolean aboveFigures = years.stream().allMatch(i -> hasBelow(i, Kind.FIGURE) && !hasBelow(i, Kind.WORD));
        boolean others = named.size() > years.size() || named.size() < columns.size();
        boolean several = years.size() > 1 || wordsButFirst().allMatch(i -> !hasBelow(i, Kind.WORD));
        return columns.size() > 2 && aboveFigures && others && several;
    }

    private IntStream wordsButFirst() {
        return named.stream().skip(1).filter(i -> kind(row, i) == Kind.WORD).mapToInt(i -> i);
    }

    private boolean isProbable() {
        Set<String> different = new HashSet<>();
        named.forEach(i -> different.add(row.get(i).toLowerCase(Locale.ROOT)));
        if (different.size() < named.size()) {
            return contrasts();
        }
        return columns.size() > 2 || !isKeysAndValues();
    }

    private boolean isKeysAndValues() {
        int keys = columns.get(0);
        int values = columns.get(1);
        List<String> allKeys = Stream.concat(Stream.of(row), below.stream())
                .filter(other -> kind(other, keys) != Kind.NOTHING)
                .map(other -> other.get(keys).toLowerCase(Locale.ROOT))
                .toList();
        long known = allKeys.stream()
                .filter(key -> key.endsWith(":") || KEYS.contains(key))
                .count();
        boolean mixed = hasBelow(values, Kind.WORD) && (hasBelow(values, Kind.FIGURE) || hasBelow(values, Kind.YEAR));
        return mixed || (known > 1 && known * 2 >= allKeys.size());
    }

    private boolean contrasts() {
        return named.stream()
                .anyMatch(i -> kind(row, i) == Kind.WORD
                        && !hasBelow(i, Kind.WORD)
                        && (hasBelow(i, Kind.FIGURE) || hasBelow(i, Kind.YEAR)));
    }

    private boolean hasBelow(int column, Kind kind) {
        return below.stream().anyMatch(other -> kind(other, column) == kind);
    }

    private static Kind kind(List<String> row, int column) {
        if (column >= row.size() || NO_VALUE.contains(row.get(column).toLowerCase(Locale.ROOT))) {
            return Kind.NOTHING;
        }
        String cell = row.get(column);
        if (YEAR.matcher(cell).matches()) {
            return Kind.YEAR;
        }
        boolean figure = NUMBER.matcher(cell).matches()
                || DATE.matcher(cell).matches()
                || FLAGS.contains(cell.toLowerCase(Locale.ROOT));
        return figure ? Kind.FIGURE : Kind.WORD;
    }
}
