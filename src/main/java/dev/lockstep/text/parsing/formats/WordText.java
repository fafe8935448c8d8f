package dev.lockstep.text.parsing.formats;

import java.util.ArrayList;
import java.util.List;

/**
 * What a paragraph of Word says.
 *
 * @param boxes the text boxes that are anchored in it
 * @param drawings what may hold a chart or a diagram
 */
record WordText(String text, List<XmlNode> boxes, List<XmlNode> drawings) {

    static WordText of(XmlNode paragraph, WordNotes notes) {
        StringBuilder words = new StringBuilder();
        WordText read = new WordText("", new ArrayList<>(), new ArrayList<>());
        read.append(paragraph, words, notes);
        return new WordText(words.toString(), read.boxes, read.drawings);
    }

    private void append(XmlNode node, StringBuilder words, WordNotes notes) {
        for (XmlNode child : node.children()) {
            switch (child.name()) {
                case "t" -> words.append(child.text());
                case "tab", "ptab" -> words.append('\t');
                case "br", "cr" -> words.append('\n');
                case "noBreakHyphen" -> words.append('-');
                // What was deleted or moved away, how it looks, what a field computes, and how a word is pronounced.
                case "del",
                        "moveFrom",
                        "delText",
                        "instrText",
                        "delInstrText",
                        "pPr",
                        "rPr",
                        "sdtPr",
                        "rt",
                        "softHyphen" -> {}
                case "footnoteReference" -> words.append(notes.footnote(child.attribute("id")));
                case "endnoteReference" -> words.append(notes.endnote(child.attribute("id")));
                case "commentReference" -> notes.comment(child.attribute("id"));
                case "AlternateContent" -> append(Alternatives.of(child), words, notes);
                case "drawing", "pict", "object" -> drawing(child);
                default -> append(child, words, notes);
            }
        }
    }

    private void drawing(XmlNode drawing) {
        List<XmlNode> within = drawing.all("txbxContent").toList();
        boxes.addAll(within);
        if (within.isEmpty()) {
            drawings.add(drawing);
        }
    }
}
