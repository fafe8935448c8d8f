package dev.lockstep.text.parsing.formats;

import java.util.ArrayList;
import java.util.List;

/**
 * The cells of a table in their columns, although some span several. What spans rows is in each of them, so that each row says all; what
 * spans columns is in the first of them.
 */
final class TableGrid {

    /** HTML allows 1,000; wider tables are bombs. */
    private static final int MOST_COLUMNS = 500;

    private static final int MOST_ROWS = 65_534;

    /** What a cell above says in a column, in so many more rows. */
    private record Held(String text, int rows) {}

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private List<String> row = new ArrayList<>();

    /** Adds a cell to the row, in its next free column. */
    void cell(String text, int columns, int rowsDown) {
        takeHeld();
        int width = Math.max(1, Math.min(columns, MOST_COLUMNS - row.size()));
        for (int i = 0; i < width; i++) {
            String said = i == 0 ? text : "";
            hold(row.size(), new Held(said, Math.min(rowsDown, MOST_ROWS) - 1));
            row.add(said);
        }
    }

    private void takeHeld() {
        while (row.size() < held.size() && held.get(row.size()).rows() > 0) {
            Held above = held.get(row.size());
            held.set(row.size(), new Held(above.text(), above.rows() - 1));
            row.add(above.text());
        }
    }

    private void hold(int column, Held cell) {
        while (held.size() <= column) {
            held.add(new Held("", 0));
        }
        held.set(column, cell);
    }

    void endRow() {
        takeHeld();
        while (row.size() < held.size()
                && held.subList(row.size(), held.size()).stream().anyMatch(h -> h.rows() > 0)) {
            row.add("");
            takeHeld();
        }
        rows.add(row);
        row = new ArrayList<>();
    }

    List<List<String>> rows() {
        return rows;
    }
}
