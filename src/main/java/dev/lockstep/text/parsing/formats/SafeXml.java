package dev.lockstep.text.parsing.formats;

import javax.xml.stream.XMLInputFactory;

/** Readers of XML that fetch nothing that a document names, and expand nothing that it defines. */
final class SafeXml {

    private SafeXml() {}

    static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }
}
