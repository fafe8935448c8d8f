package dev.lockstep.text.parsing.formats;

import java.util.stream.Collectors;

/** The text of shapes (DrawingML), whose paragraphs consist of runs. */
final class DrawingText {

    private DrawingText() {}

    /** Returns the text within an element, a line for each paragraph. */
    static String of(XmlNode within) {
        return within.all("p").map(DrawingText::paragraph).collect(Collectors.joining("\n"));
    }

    static String paragraph(XmlNode paragraph) {
        StringBuilder words = new StringBuilder();
        append(paragraph, words);
        return words.toString();
    }

    private static void append(XmlNode node, StringBuilder words) {
        for (XmlNode child : node.children()) {
            switch (child.name()) {
                case "t" -> words.append(child.text());
                case "br" -> words.append('\n');
                case "tab" -> words.append(' ');
                case "pPr", "rPr", "endParaRPr" -> {}
                case "fld" -> {
                    if (!child.attribute("type").startsWith("slidenum")) {
                        append(child, words);
                    }
                }
                case "AlternateContent" -> append(Alternatives.of(child), words);
                default -> append(child, words);
            }
        }
    }
}
