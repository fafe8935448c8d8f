package dev.lockstep.text.parsing.formats;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DateUtil;

/**
 * The numbers of cells as people see them, but for what can be taken for something else: dates stand as ISO 8601 has them, and long
 * numbers in full.
 */
final class CellNumbers {

    /** Excel counts days from the end of 1899 or, in workbooks that come from old Macintoshes, from 1904 on. */
    private final boolean from1904;

    private final Map<Integer, String> own;
    private final DataFormatter formatter = new DataFormatter(Locale.ROOT);

    /** Beyond these sizes digits say nothing any more. */
    private static final double LARGEST_IN_FULL = 1e21;

    private static final double SMALLEST_IN_FULL = 1e-9;

    CellNumbers(Map<Integer, String> own, boolean from1904) {
        this.own = own;
        this.from1904 = from1904;
    }

    String text(String number, int format) {
        double value;
        try {
            value = Double.parseDouble(number);
        } catch (NumberFormatException text) {
            return number;
        }
        String code = own.containsKey(format) ? own.get(format) : builtIn(format);
        boolean lasts = code.contains("[h") || code.contains("[m") || code.contains("[s");
        if (!lasts && DateUtil.isADateFormat(format, code) && DateUtil.isValidExcelDate(value)) {
            return date(value);
        }
        if (code.equals("General") || code.equals("@")) {
            return full(number, value);
        }
        String shown =
                formatter.formatRawCellContents(value, format, code, from1904).strip();
        return shown.contains("E+") || shown.contains("E-") || shown.startsWith("#") ? full(number, value) : shown;
    }

    private static String builtIn(int format) {
        String code = BuiltinFormats.getBuiltinFormat(format);
        return code == null ? "General" : code;
    }

    private String date(double value) {
        LocalDateTime at = DateUtil.getLocalDateTime(value, from1904, true);
        if (at.getSecond() == 0 && at.getNano() == 0 && at.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            return at.toLocalDate().toString();
        }
        String time = at.toLocalTime().format(DateTimeFormatter.ofPattern(at.getSecond() == 0 ? "HH:mm" : "HH:mm:ss"));
        return value < 1 ? time : at.toLocalDate() + " " + time;
    }

    /** Returns the digits that the cell has, without those that come from how computers keep fractions. */
    private static String full(String number, double value) {
        double size = Math.abs(value);
        if (size != 0 && (size >= LARGEST_IN_FULL || size < SMALLEST_IN_FULL)) {
            return number;
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value));
        boolean whole = number.matches("-?\\d+");
        return whole ? number : shortest.stripTrailingZeros().toPlainString();
    }
}
