package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read of the corners of Open XML. */
class OpenXmlTest {

    private static final String WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static final String STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    private static final String SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String MORE =
            " xmlns:mc='m' xmlns:a='a' xmlns:p='p' xmlns:c='c' xmlns:dgm='d' xmlns:wps='s' xmlns:v='v'" + " xmlns:r='"
                    + RELATIONS + "'";

    private static Samples.Zip word(String namespace, String body) throws IOException {
        return new Samples.Zip()
                .part("[Content_Types].xml", "<Types/>")
                .part(
                        "word/document.xml",
                        "<w:document xmlns:w='" + namespace + "'" + MORE + "><w:body>" + body
                                + "</w:body></w:document>");
    }

    private static String read(Samples.Zip zip) throws IOException {
        return ReaderTest.read(DocumentType.ARCHIVE, zip.bytes()).text();
    }

    private static String p(String words) {
        return "<w:p><w:r><w:t>" + words + "</w:t></w:r></w:p>";
    }

    private static String cell(String properties, String content) {
        return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + content + "</w:tc>";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<w:p><w:r><w:t>The fee is </w:t></w:r><w:del><w:r><w:delText>10</w:delText></w:r></w:del><w:ins><w:r><w:t>20</w:t></w:r></w:ins></w:p> | The fee is 20",
                "<w:p><w:moveFrom><w:r><w:t>Moved.</w:t></w:r></w:moveFrom></w:p><w:p><w:moveTo><w:r><w:t>Moved.</w:t></w:r></w:moveTo></w:p> | Moved.",
                "<w:p><w:r><w:t>ISO</w:t><w:noBreakHyphen/><w:t>9001 co</w:t><w:softHyphen/><w:t>op</w:t></w:r></w:p> | ISO-9001 coop",
                "<w:p><w:r><w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>東京</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p> | 東京",
                "<w:p><w:dir><w:r><w:t>a</w:t></w:r></w:dir><w:bdo><w:r><w:t>b</w:t></w:r></w:bdo><w:customXml><w:r><w:t>c</w:t></w:r></w:customXml><w:smartTag><w:r><w:t>d</w:t></w:r></w:smartTag></w:p> | abcd",
                "<w:p><w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:r><w:t>link</w:t></w:r></w:p> | link",
                "<w:sdt><w:sdtContent><w:p><w:r><w:t>Controlled.</w:t></w:r></w:p></w:sdtContent></w:sdt> | Controlled."
            })
    void wordsAreThereOnce(String body, String expected) throws IOException {
        assertThat(read(word(WORD, body))).isEqualTo(expected);
        assertThat(read(word(STRICT, body))).isEqualTo(expected);
    }

    @Test
    void aTextBoxStandsOnceAfterItsParagraph() throws IOException {
        String box = "<w:txbxContent>" + p("Boxed.") + "</w:txbxContent>";
        String anchored =
                "<w:p><w:r><w:t>Before.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>" + box
                        + "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>" + box
                        + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>";
        assertThat(read(word(WORD, anchored + p("After.")))).isEqualTo("Before.\n\nBoxed.\n\nAfter.");
    }

    @Test
    void cellsStayInTheirColumns() throws IOException {
        String header = "<w:tr>" + cell("", p("City")) + cell("", p("Year")) + cell("", p("Count")) + "</w:tr>";
        String first = "<w:tr>" + cell("<w:vMerge w:val='restart'/>", p("Bern")) + "<w:sdt><w:sdtContent>"
                + cell("", p("2024")) + "</w:sdtContent></w:sdt>" + cell("", p("11")) + "</w:tr>";
        String second = "<w:tr>" + cell("<w:vMerge/>", "<w:p/>") + cell("", p("2025")) + cell("", p("12")) + "</w:tr>";
        String sum = "<w:tr>" + cell("<w:gridSpan w:val='2'/>", p("Total")) + cell("", p("23")) + "</w:tr>";
        assertThat(read(word(WORD, "<w:tbl>" + header + first + second + sum + "</w:tbl>")))
                .isEqualTo("""
                        | City | Year | Count |
                        | --- | --- | --- |
                        | Bern | 2024 | 11 |
                        | Bern | 2025 | 12 |
                        | Total |  | 23 |""");
    }

    @Test
    void aTableWithinACellLeavesItsRowWhole() throws IOException {
        String inner = "<w:tbl><w:tr>" + cell("", p("one")) + cell("", p("two")) + "</w:tr></w:tbl>";
        assertThat(read(word(
                        WORD,
                        "<w:tbl><w:tr>" + cell("", p("A")) + cell("", p("B")) + "</w:tr><w:tr>"
                                + cell("", inner + p("tail")) + cell("", p("x")) + "</w:tr></w:tbl>")))
                .endsWith("| one, two tail | x |");
    }

    @Test
    void notesAreNumberedApartAndStandOnceAtTheEnd() throws IOException {
        String body =
                "<w:p><w:r><w:t>Alpha</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t> beta</w:t></w:r>"
                        + "<w:r><w:endnoteReference w:id='2'/></w:r><w:r><w:commentReference w:id='0'/></w:r></w:p>";
        Samples.Zip zip = word(WORD, body)
                .part(
                        "word/footnotes.xml",
                        "<w:footnotes xmlns:w='" + WORD + "'><w:footnote w:id='2'>" + p("Ostrich.")
                                + "</w:footnote></w:footnotes>")
                .part(
                        "word/endnotes.xml",
                        "<w:endnotes xmlns:w='" + WORD + "'><w:endnote w:id='2'>" + p("Penguin.")
                                + "</w:endnote></w:endnotes>")
                .part(
                        "word/comments.xml",
                        "<w:comments xmlns:w='" + WORD + "'><w:comment w:id='0' w:author='Ada'>" + p("Why?")
                                + "</w:comment></w:comments>");
        assertThat(read(zip)).isEqualTo("Alpha[1] beta[i]\n\n[1] Ostrich.\n\n[i] Penguin.\n\nComment by Ada: Why?");
    }

    private static Samples.Zip sheet(String workbook, String rows) throws IOException {
        return new Samples.Zip()
                .part("[Content_Types].xml", "<Types/>")
                .part(
                        "xl/workbook.xml",
                        "<workbook xmlns='" + SHEET + "'" + MORE + ">" + workbook
                                + "<sheets><sheet name='S' r:id='rId1'/></sheets></workbook>")
                .part(
                        "xl/_rels/workbook.xml.rels",
                        "<Relationships><Relationship Id='rId1' Type='" + RELATIONS
                                + "/worksheet' Target='worksheets/sheet1.xml'/></Relationships>")
                .part(
                        "xl/sharedStrings.xml",
                        "<sst xmlns='" + SHEET + "'><si><t>東京</t><rPh><t>トウキョウ</t></rPh></si></sst>")
                .part(
                        "xl/styles.xml",
                        "<styleSheet xmlns='" + SHEET
                                + "'><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='22'/>"
                                + "<xf numFmtId='10'/><xf numFmtId='11'/><xf numFmtId='46'/></cellXfs></styleSheet>")
                .part("xl/worksheets/sheet1.xml", "<worksheet xmlns='" + SHEET + "'>" + rows + "</worksheet>");
    }

    private static String cells(String cells) throws IOException {
        return read(sheet("", "<sheetData><row>" + cells + "</row></sheetData>"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<c t='s'><v>0</v></c> | 東京",
                "<c t='inlineStr'><is><r><t>in</t></r><r><t>line</t></r></is></c> | inline",
                "<c s='1'><v>45992</v></c> | 2025-12-01",
                "<c s='2'><v>45992.5</v></c> | 2025-12-01 12:00",
                "<c t='d' s='1'><v>2025-12-01T00:00:00</v></c> | 2025-12-01",
                "<c><v>1234567890123456</v></c> | 1234567890123456",
                "<c s='4'><v>1234567890123456</v></c> | 1234567890123456",
                "<c><v>0.30000000000000004</v></c> | 0.30000000000000004",
                "<c s='3'><v>0.125</v></c> | 12.50%",
                "<c t='b'><v>1</v></c> | TRUE"
            })
    void cellsSayWhatPeopleSeeWithoutDoubt(String cell, String expected) throws IOException {
        assertThat(cells(cell)).isEqualTo("# S\n\n" + expected);
    }

    @Test
    void daysAreCountedFrom1904WhereTheWorkbookSaysSo() throws IOException {
        assertThat(read(sheet(
                        "<workbookPr date1904='1'/>", "<sheetData><row><c s='1'><v>44531</v></c></row></sheetData>")))
                .endsWith("2025-12-02");
    }

    @Test
    void aMergedCellIsInEachOfItsRows() throws IOException {
        assertThat(read(sheet(
                        "",
                        "<sheetData><row r='1'><c r='A1' t='str'><v>dept</v></c><c r='B1' t='str'><v>person</v></c></row>"
                                + "<row r='2'><c r='A2' t='str'><v>Legal</v></c><c r='B2' t='str'><v>Ada</v></c></row>"
                                + "<row r='3'><c r='B3' t='str'><v>Bob</v></c></row></sheetData>"
                                + "<mergeCells><mergeCell ref='A2:A3'/></mergeCells>")))
                .endsWith("dept: Legal; person: Ada\n\ndept: Legal; person: Bob");
    }

    @Test
    void slidesHaveTheirTitlesTablesAndCharts() throws IOException {
        String title =
                "<p:sp><p:nvSpPr><p:nvPr><p:ph type='ctrTitle'/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>Otters</a:t></a:r></a:p></p:txBody></p:sp>";
        String group =
                "<p:grpSp><p:sp><p:nvSpPr><p:nvPr/></p:nvSpPr><p:txBody><a:p><a:r><a:t>In a group.</a:t></a:r></a:p></p:txBody></p:sp></p:grpSp>";
        String table =
                "<p:graphicFrame><a:tbl><a:tblPr firstRow='1'/><a:tr><a:tc gridSpan='2'><a:txBody><a:p><a:r><a:t>Wide</a:t></a:r></a:p></a:txBody></a:tc><a:tc hMerge='1'/></a:tr>"
                        + "<a:tr><a:tc><a:txBody><a:p><a:r><a:t>x</a:t></a:r></a:p></a:txBody></a:tc><a:tc><a:txBody><a:p><a:r><a:t>y</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>";
        String chart = "<p:graphicFrame><c:chart r:id='rId2'/></p:graphicFrame>";
        String diagram = "<p:graphicFrame><dgm:relIds r:dm='rId3'/></p:graphicFrame>";
        Samples.Zip zip = new Samples.Zip()
                .part("[Content_Types].xml", "<Types/>")
                .part(
                        "ppt/presentation.xml",
                        "<p:presentation" + MORE
                                + "><p:sldIdLst><p:sldId id='256' r:id='rId1'/></p:sldIdLst></p:presentation>")
                .part(
                        "ppt/_rels/presentation.xml.rels",
                        "<Relationships><Relationship Id='rId1' Type='" + RELATIONS
                                + "/slide' Target='slides/slide1.xml'/></Relationships>")
                .part(
                        "ppt/slides/slide1.xml",
                        "<p:sld" + MORE + "><p:cSld><p:spTree>" + group + title + table + chart + diagram
                                + "</p:spTree></p:cSld></p:sld>")
                .part(
                        "ppt/slides/_rels/slide1.xml.rels",
                        "<Relationships><Relationship Id='rId2' Type='" + RELATIONS
                                + "/chart' Target='../charts/chart1.xml'/><Relationship Id='rId3' Type='" + RELATIONS
                                + "/diagramData' Target='../diagrams/data1.xml'/></Relationships>")
                .part(
                        "ppt/charts/chart1.xml",
                        "<c:chartSpace" + MORE
                                + "><c:chart><c:plotArea><c:ser><c:tx><c:strRef><c:v>Fish</c:v></c:strRef></c:tx><c:cat><c:v>2024</c:v></c:cat><c:val><c:v>7</c:v></c:val></c:ser></c:plotArea></c:chart></c:chartSpace>")
                .part(
                        "ppt/diagrams/data1.xml",
                        "<dgm:dataModel" + MORE
                                + "><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>A step.</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>");
        assertThat(read(zip))
                .startsWith("# Otters\n\nIn a group.")
                .contains("| Wide |  |\n| --- | --- |\n| x | y |", "|  | Fish |\n| --- | --- |\n| 2024 | 7 |")
                .endsWith("- A step.");
    }
}
