package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * An element of Open XML with what is in it, by local names: strict documents have other namespaces than transitional ones, and say the
 * same.
 */
final class XmlNode {

    /** The name that {@code r:id} has here: the id of a reference to another part, beside which an element may have one of its own. */
    static final String RELATION = "r:id";

    /** A level of a document has several elements around each other, such as a row, a cell and a paragraph. */
    private static final int ELEMENTS_A_LEVEL = 6;

    private static final XMLInputFactory XML = factory();

    private final String name;
    private final Map<String, String> attributes;
    private final List<XmlNode> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private XmlNode(String name, Map<String, String> attributes) {
        this.name = name;
        this.attributes = attributes;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = SafeXml.factory();
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    static XMLStreamReader stream(InputStream bytes) throws XMLStreamException {
        return XML.createXMLStreamReader(bytes);
    }

    /** Reads a whole part. */
    static XmlNode read(InputStream bytes, ParseLimits limits) throws IOException {
        List<XmlNode> root = new ArrayList<>();
        each(bytes, "", limits, root::add);
        return root.get(0);
    }

    /**
     * Reads the children of an element one after the other, so that only one is in memory at a time.
     *
     * @param parent the name of the element; empty for the document itself
     */
    static void each(InputStream bytes, String parent, ParseLimits limits, Consumer<XmlNode> children)
            throws IOException {
        try {
            XMLStreamReader xml = stream(bytes);
            boolean within = parent.isEmpty();
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamReader.START_ELEMENT && within) {
                    children.accept(element(xml, limits));
                } else if (event == XMLStreamReader.START_ELEMENT) {
                    within = xml.getLocalName().equals(parent);
                } else if (event == XMLStreamReader.END_ELEMENT
                        && xml.getLocalName().equals(parent)) {
                    within = false;
                }
            }
        } catch (XMLStreamException broken) {
            throw new IOException(broken.getMessage(), broken);
        }
    }

    /** Reads the element that the stream is at the beginning of, to its end. */
    static XmlNode element(XMLStreamReader xml, ParseLimits limits) throws XMLStreamException {
        Deque<XmlNode> open = new ArrayDeque<>();
        XmlNode root = start(xml);
        open.push(root);
        while (!open.isEmpty()) {
            switch (xml.next()) {
                case XMLStreamReader.START_ELEMENT -> {
                    if (open.size() > limits.depth() * ELEMENTS_A_LEVEL) {
                        throw ParseRefusals.tooDeep(limits.depth());
                    }
                    XmlNode child = start(xml);
                    open.element().children.add(child);
                    open.push(child);
                }
                case XMLStreamReader.END_ELEMENT -> open.pop();
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA, XMLStreamReader.SPACE ->
                    open.element().text.append(xml.getText());
                default -> {}
            }
        }
        return root;
    }

    private static XmlNode start(XMLStreamReader xml) {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            boolean relation = String.valueOf(xml.getAttributeNamespace(i)).endsWith("/relationships");
            String local = xml.getAttributeLocalName(i);
            attributes.put(relation && local.equals("id") ? RELATION : local, xml.getAttributeValue(i));
        }
        return new XmlNode(xml.getLocalName(), attributes);
    }

    String name() {
        return name;
    }

    List<XmlNode> children() {
        return children;
    }

    /** Returns the text that stands in the element itself. */
    String text() {
        return text.toString();
    }

    /** Returns an attribute; empty when it is not there. */
    String attribute(String attribute) {
        return attributes.getOrDefault(attribute, "");
    }

    boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    @Nullable
    XmlNode child(String child) {
        return children.stream()
                .filter(one -> one.name.equals(child))
                .findFirst()
                .orElse(null);
    }

    /** Returns the element that a path of names leads to. */
    @Nullable
    XmlNode at(String... path) {
        XmlNode node = this;
        for (String step : path) {
            node = node == null ? null : node.child(step);
        }
        return node;
    }

    /** Returns the {@code val} of a child; empty when there is none. */
    String value(String... path) {
        XmlNode node = at(path);
        return node == null ? "" : node.attribute("val");
    }

    /** Returns all elements of a name within this one, but none within another of that name. */
    Stream<XmlNode> all(String wanted) {
        return children.stream().flatMap(child -> child.name.equals(wanted) ? Stream.of(child) : child.all(wanted));
    }
}
