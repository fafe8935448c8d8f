package dev.lockstep.text.parsing.formats;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parts of a document of Office, and which refers to which (ECMA-376, part 2: Open Packaging Conventions). */
final class OpenXmlParts {

    private static final int BUFFER = 64 * 1024;

    private final ArchiveParts archive;
    private final ParseLimits limits;
    private final Map<String, Map<String, Reference>> references = new HashMap<>();

    OpenXmlParts(ArchiveParts archive, ParseLimits limits) {
        this.archive = archive;
        this.limits = limits;
    }

    ParseLimits limits() {
        return limits;
    }

    /**
     * A reference from a part to another.
     *
     * @param type the last word of its type, which strict and transitional documents share
     * @param target the name of the other part
     */
    record Reference(String type, String target) {}

    /** Returns the references of a part by their ids; those of the whole document for an empty name. */
    Map<String, Reference> references(String part) throws IOException {
        Map<String, Reference> known = references.get(part);
        if (known == null) {
            known = readReferences(part);
            references.put(part, known);
        }
        return known;
    }

    private Map<String, Reference> readReferences(String part) throws IOException {
        int slash = part.lastIndexOf('/') + 1;
        XmlNode all = read(part.substring(0, slash) + "_rels/" + part.substring(slash) + ".rels");
        Map<String, Reference> found = new LinkedHashMap<>();
        if (all != null) {
            for (XmlNode one : all.children()) {
                String type = one.attribute("Type");
                if (!one.attribute("TargetMode").equals("External")) {
                    found.put(
                            one.attribute("Id"),
                            new Reference(
                                    type.substring(type.lastIndexOf('/') + 1), resolve(part, one.attribute("Target"))));
                }
            }
        }
        return found;
    }

    /** Reads all parts that another one refers to with this type. */
    List<XmlNode> readReferred(String part, String type) throws IOException {
        List<XmlNode> found = new ArrayList<>();
        for (Reference one : references(part).values()) {
            XmlNode read = one.type().equals(type) ? read(one.target()) : null;
            if (read != null) {
                found.add(read);
            }
        }
        return found;
    }

    /** Returns the name of the first part that another one refers to with this type. */
    Optional<String> referred(String part, String type) throws IOException {
        return references(part).values().stream()
                .filter(one -> one.type().equals(type))
                .map(Reference::target)
                .filter(archive::has)
                .findFirst();
    }

    /** Returns the main part: the document, the workbook or the presentation. */
    String main(String usual) throws IOException {
        return referred("", "officeDocument").orElse(usual);
    }

    boolean has(String part) {
        return archive.has(part);
    }

    /** Opens a part; fails when it is missing. */
    InputStream open(String part) throws IOException {
        InputStream bytes = archive.open(part);
        if (bytes == null) {
            throw new IOException("the part '" + part + "' is missing");
        }
        return bytes;
    }

    /** Tells whether a part has some text in it, in letters of ASCII. */
    boolean mentions(String part, String words) throws IOException {
        int found = 0;
        try (InputStream bytes = new BufferedInputStream(open(part), BUFFER)) {
            for (int next = bytes.read(); next >= 0; next = bytes.read()) {
                found = next == words.charAt(found) ? found + 1 : next == words.charAt(0) ? 1 : 0;
                if (found == words.length()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Reads a part; null when there is none of that name. */
    @Nullable
    XmlNode read(String part) throws IOException {
        return archive.has(part) ? require(part) : null;
    }

    /** Reads a part without which there is no document. */
    XmlNode require(String part) throws IOException {
        try (InputStream bytes = open(part)) {
            return XmlNode.read(bytes, limits);
        }
    }

    /** Notes what all documents of Office say of themselves. */
    void describe(DocumentProperties found) throws IOException {
        XmlNode core = read(referred("", "core-properties").orElse("docProps/core.xml"));
        if (core == null) {
            return;
        }
        for (XmlNode one : core.children()) {
            switch (one.name()) {
                case "title" -> found.title(one.text());
                case "creator" -> found.author(one.text());
                case "language" -> found.language(one.text());
                case "created" -> found.created(one.text());
                case "modified" -> found.modified(one.text());
                default -> {}
            }
        }
    }

    /** The name of a part that another part refers to, from its own folder on. */
    private static String resolve(String from, String target) {
        return target.startsWith("/") ? target.substring(1) : ArchiveParts.resolve(from, target);
    }
}
