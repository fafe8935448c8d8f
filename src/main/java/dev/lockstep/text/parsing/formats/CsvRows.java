package dev.lockstep.text.parsing.formats;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The rows of text that is divided by a sign, read as Excel reads them: values in quotes may have the sign and ends of lines in them, and
 * what follows the closing quote belongs to the value. Libraries refuse the whole file for one quote that is out of place; here a value
 * whose quotes do not close as they should is what its line says, and the lines after it are unharmed.
 */
final class CsvRows implements Iterator<List<String>> {

    private static final char QUOTE = '"';

    private final String text;
    private final char delimiter;
    private int next;

    CsvRows(String text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
    }

    @Override
    public boolean hasNext() {
        return next < text.length();
    }

    @Override
    public List<String> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<String> row = new ArrayList<>();
        row.add(value());
        while (next < text.length() && text.charAt(next) == delimiter) {
            next++;
            row.add(value());
        }
        endLine();
        return row;
    }

    private void endLine() {
        if (next < text.length() && text.charAt(next) == '\r') {
            next++;
        }
        if (next < text.length() && text.charAt(next) == '\n') {
            next++;
        }
    }

    private String value() {
        if (next < text.length() && text.charAt(next) == QUOTE) {
            int close = closingQuote(next + 1);
            if (close >= 0 && (isEnd(close + 1) || isOneLine(next, close))) {
                String quoted = text.substring(next + 1, close).replace("\"\"", "\"");
                next = close + 1;
                return quoted + plain();
            }
        }
        return plain();
    }

    /** Reads up to the next sign or the end of the line. */
    private String plain() {
        int start = next;
        while (!isEnd(next)) {
            next++;
        }
        return text.substring(start, next);
    }

    /** Looks no further than the value: a line may have as many of them as the file has. */
    private boolean isOneLine(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
                return false;
            }
        }
        return true;
    }

    private int closingQuote(int from) {
        int quote = text.indexOf(QUOTE, from);
        while (quote >= 0 && quote + 1 < text.length() && text.charAt(quote + 1) == QUOTE) {
            quote = text.indexOf(QUOTE, quote + 2);
        }
        return quote;
    }

    private boolean isEnd(int index) {
        if (index >= text.length()) {
            return true;
        }
        char c = text.charAt(index);
        return c == delimiter || c == '\n' || c == '\r';
    }
}
