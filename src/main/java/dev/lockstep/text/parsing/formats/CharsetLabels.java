package dev.lockstep.text.parsing.formats;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the labels of charsets mean. Pages say iso-8859-1 and mean what Windows calls so; the Encoding Standard (WHATWG, 4.2) lists which
 * labels mean a larger charset than their names say.
 */
final class CharsetLabels {

    private static final String LATIN_1 = "windows-1252";
    private static final String CHINESE = "GB18030";
    private static final String JAPANESE = "windows-31j";
    private static final String KOREAN = "x-windows-949";
    private static final String TURKISH = "windows-1254";
    private static final String THAI = "x-windows-874";

    private static final Map<String, String> LARGER = Map.ofEntries(
            Map.entry("iso-8859-1", LATIN_1),
            Map.entry("iso8859-1", LATIN_1),
            Map.entry("iso_8859-1", LATIN_1),
            Map.entry("latin1", LATIN_1),
            Map.entry("latin-1", LATIN_1),
            Map.entry("l1", LATIN_1),
            Map.entry("ascii", LATIN_1),
            Map.entry("us-ascii", LATIN_1),
            Map.entry("ansi_x3.4-1968", LATIN_1),
            Map.entry("cp819", LATIN_1),
            Map.entry("x-cp1252", LATIN_1),
            Map.entry("x-user-defined", LATIN_1),
            Map.entry("gb2312", CHINESE),
            Map.entry("gb_2312", CHINESE),
            Map.entry("gb_2312-80", CHINESE),
            Map.entry("csgb2312", CHINESE),
            Map.entry("iso-ir-58", CHINESE),
            Map.entry("chinese", CHINESE),
            Map.entry("gbk", CHINESE),
            Map.entry("x-gbk", CHINESE),
            Map.entry("cp936", CHINESE),
            Map.entry("big5", "Big5-HKSCS"),
            Map.entry("big5-hkscs", "Big5-HKSCS"),
            Map.entry("cn-big5", "Big5-HKSCS"),
            Map.entry("x-x-big5", "Big5-HKSCS"),
            Map.entry("shift_jis", JAPANESE),
            Map.entry("shift-jis", JAPANESE),
            Map.entry("sjis", JAPANESE),
            Map.entry("x-sjis", JAPANESE),
            Map.entry("ms_kanji", JAPANESE),
            Map.entry("ms932", JAPANESE),
            Map.entry("windows-31j", JAPANESE),
            Map.entry("x-euc-jp", "EUC-JP"),
            Map.entry("euc-kr", KOREAN),
            Map.entry("ks_c_5601-1987", KOREAN),
            Map.entry("ks_c_5601-1989", KOREAN),
            Map.entry("ksc5601", KOREAN),
            Map.entry("korean", KOREAN),
            Map.entry("windows-949", KOREAN),
            Map.entry("iso-8859-9", TURKISH),
            Map.entry("iso8859-9", TURKISH),
            Map.entry("latin5", TURKISH),
            Map.entry("iso-8859-11", THAI),
            Map.entry("tis-620", THAI),
            Map.entry("windows-874", THAI),
            Map.entry("dos-874", THAI),
            Map.entry("iso-8859-8-i", "ISO-8859-8"),
            Map.entry("logical", "ISO-8859-8"),
            Map.entry("visual", "ISO-8859-8"),
            Map.entry("koi8", "KOI8-R"),
            Map.entry("koi", "KOI8-R"),
            Map.entry("macintosh", "x-MacRoman"),
            Map.entry("x-mac-roman", "x-MacRoman"),
            Map.entry("x-mac-cyrillic", "x-MacCyrillic"),
            Map.entry("x-mac-ukrainian", "x-MacUkraine"),
            Map.entry("utf8", "UTF-8"),
            Map.entry("unicode-1-1-utf-8", "UTF-8"),
            Map.entry("x-unicode20utf8", "UTF-8"));

    private CharsetLabels() {}

    /** Returns the charset that a label means; empty when nobody knows it. */
    static Optional<Charset> charset(String label) {
        String known = label.strip().toLowerCase(Locale.ROOT);
        try {
            return Optional.of(Charset.forName(LARGER.getOrDefault(known, known)));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /** Returns the charset that a label means in text which was read so far as to find it: that can't be UTF-16. */
    static Optional<Charset> charsetWithin(String label) {
        return charset(label).map(charset -> charset.name().startsWith("UTF-16") ? StandardCharsets.UTF_8 : charset);
    }
}
