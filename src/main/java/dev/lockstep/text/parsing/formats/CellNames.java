package dev.lockstep.text.parsing.formats;

import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.util.CellReference;

/** The names of cells, such as AB12. */
final class CellNames {

    /** A sheet has some million rows. */
    static final int MOST_DIGITS = 7;

    private CellNames() {}

    /** Returns the column, from 0 on, and no more than a sheet can have. */
    static int column(String cell) {
        int end = 0;
        while (end < cell.length() && Character.isLetter(cell.charAt(end))) {
            end++;
        }
        int column = end == 0 || end > 3 ? 0 : CellReference.convertColStringToIndex(cell.substring(0, end));
        return Math.max(0, Math.min(column, SpreadsheetVersion.EXCEL2007.getLastColumnIndex()));
    }

    /** Returns the row, from 1 on. */
    static int row(String cell) {
        String digits = cell.replaceAll("\\D", "");
        return Math.max(1, Digits.read(digits, MOST_DIGITS, 1));
    }
}
