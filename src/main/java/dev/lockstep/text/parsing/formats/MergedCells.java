package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The cells of a sheet that lie over several rows: each row gets what they say. A sheet tells them after its rows, so it is looked through first. */
final class MergedCells {

    private static final int MOST = 100_000;

    /** A merged area, in rows from 1 on; its column is the first of it, from 0 on. */
    private record Area(int column, int from, int to) {}

    private final List<Area> areas = new ArrayList<>();
    private final List<Area> open = new ArrayList<>();
    private final List<String> above = new ArrayList<>();
    private int next;

    static MergedCells of(OpenXmlParts parts, String sheet) throws IOException {
        MergedCells merged = new MergedCells();
        if (parts.mentions(sheet, "mergeCell ")) {
            merged.read(parts, sheet);
        }
        return merged;
    }

    private void read(OpenXmlParts parts, String sheet) throws IOException {
        try (InputStream bytes = parts.open(sheet)) {
            XMLStreamReader xml = XmlNode.stream(bytes);
            while (xml.hasNext() && areas.size() < MOST) {
                if (xml.next() == XMLStreamReader.START_ELEMENT
                        && xml.getLocalName().equals("mergeCell")) {
                    add(String.valueOf(xml.getAttributeValue(null, "ref")).split(":"));
                }
            }
        } catch (XMLStreamException broken) {
            throw new IOException(broken.getMessage(), broken);
        }
        areas.sort(Comparator.comparingInt(Area::from));
    }

    private void add(String[] corners) {
        if (corners.length == 2 && CellNames.row(corners[1]) > CellNames.row(corners[0])) {
            areas.add(new Area(CellNames.column(corners[0]), CellNames.row(corners[0]), CellNames.row(corners[1])));
        }
    }

    /** Returns the cells of a row with what the cells over several rows say. Rows come in order. */
    List<String> filled(int row, List<String> cells) {
        if (areas.isEmpty()) {
            return cells;
        }
        List<String> filled = new ArrayList<>(cells);
        while (next < areas.size() && areas.get(next).from() <= row) {
            open.add(areas.get(next++));
        }
        open.removeIf(area -> area.to() < row);
        for (Area area : open) {
            while (filled.size() <= area.column()) {
                filled.add("");
            }
            while (above.size() <= area.column()) {
                above.add("");
            }
            if (area.from() == row) {
                above.set(area.column(), filled.get(area.column()));
            } else if (filled.get(area.column()).isEmpty()) {
                filled.set(area.column(), above.get(area.column()));
            }
        }
        return filled;
    }
}
