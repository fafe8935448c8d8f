package dev.lockstep.text.parsing.formats;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What programs write where nobody has said anything: it is no title, no author and no date. */
final class Placeholders {

    private static final Pattern TITLE = Pattern.compile(
            "(?:untitled|unbenannt|unnamed|no title|ohne titel|sans titre|sin t[ií]tulo|senza titolo|sem t[ií]tulo"
                    + "|naamloos|без названия|無題|无标题|無標題|title|titel|titre|new document|neues dokument"
                    + "|(?:slide|folie|book|mappe|classeur|sheet|tabelle|page|layout|scan|image)[ _-]?\\d+(?:\\.[a-z]{3,4})?"
                    + "|(?:document|dokument|doc|presentation|präsentation|présentation|powerpoint presentation"
                    + "|powerpoint-präsentation|workbook|worksheet|template|vorlage|untitled document"
                    + "|new microsoft word document)"
                    + "[ _-]?\\(?\\d*\\)?(?:[ .-]?(?:docx?|dotx?m?|pptx?|xlsx?|pdf|odt|indd|html?|txt))?|[\\p{P}\\p{S}\\s\\d]+)");

    /** A printer driver calls a document so, after the program and the file. */
    private static final Pattern PRINTED = Pattern.compile(
            "(?:microsoft (?:word|powerpoint|excel|office word)|powerpoint presentation|print|file|c|\\w) ?(?: - |://|:[\\\\/]).*"
                    + "|.*\\.(?:docx?|dvi|indd|qxd|p65|tex|pptx?|xlsx?|cdr|fm|eps|ps|rtf|tmp)");

    private static final Set<String> AUTHORS = Set.of(
            "anonymous",
            "unknown",
            "unknown author",
            "author",
            "autor",
            "user",
            "username",
            "default user",
            "windows user",
            "windows-benutzer",
            "utilisateur windows",
            "microsoft office user",
            "microsoft office-benutzer",
            "admin",
            "administrator",
            "administrateur",
            "owner",
            "guest",
            "root",
            "nobody",
            "none",
            "n/a",
            "null",
            "test",
            "x",
            "preferred customer",
            "valued customer",
            "apache poi",
            "python-docx",
            "python-pptx",
            "openpyxl",
            "xlsxwriter",
            "phpexcel",
            "phpspreadsheet",
            "phpword",
            "libreoffice",
            "openoffice.org",
            "microsoft",
            "microsoft word",
            "microsoft corporation",
            "adobe",
            "latex",
            "pdftex",
            "wkhtmltopdf",
            "unbekannt",
            "inconnu",
            "anonyme",
            "anonym");

    /** The first moments of the calendars of programs, and the dates of the templates of python-docx, python-pptx and Excel. */
    private static final Set<String> DATES = Set.of(
            "1601-01-01T00:00:00Z",
            "1899-12-30T00:00:00Z",
            "1899-12-31T00:00:00Z",
            "1900-01-01T00:00:00Z",
            "1904-01-01T00:00:00Z",
            "1970-01-01T00:00:00Z",
            "1979-11-30T00:00:00Z",
            "1980-01-01T00:00:00Z",
            "2006-09-16T00:00:00Z",
            "2013-12-23T23:15:00Z",
            "2013-01-27T09:14:16Z");

    private Placeholders() {}

    static boolean isTitle(String title) {
        String said = title.strip().toLowerCase(Locale.ROOT);
        return TITLE.matcher(unbracketed(said)).matches()
                || PRINTED.matcher(said).matches();
    }

    static boolean isAuthor(String author) {
        return AUTHORS.contains(unbracketed(author.strip().toLowerCase(Locale.ROOT)))
                || author.codePoints().noneMatch(Character::isLetter);
    }

    static boolean isDate(Instant at) {
        return DATES.contains(at.toString());
    }

    private static String unbracketed(String said) {
        return said.length() > 2 && "([<".indexOf(said.charAt(0)) >= 0
                ? said.substring(1, said.length() - 1).strip()
                : said;
    }
}
