package dev.lockstep.text.parsing.isolation;

import dev.lockstep.text.parsing.formats.Reader;
import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a parser's process needs of this one: its own classes and its libraries, wherever they came from. A packaged application, dev
 * mode and tests each have class loaders of their own, but all know which file a class is from.
 */
final class ClassPath {

    /** One class of each library. */
    private static final List<String> LIBRARIES = List.of(
            "org.jsoup.Jsoup",
            "org.apache.pdfbox.Loader",
            "org.apache.pdfbox.io.IOUtils",
            "org.apache.fontbox.FontBoxFont",
            "org.apache.commons.logging.LogFactory",
            "org.jboss.logging.Logger",
            "org.apache.poi.poifs.filesystem.POIFSFileSystem",
            "org.apache.poi.ooxml.POIXMLDocument",
            "org.openxmlformats.schemas.wordprocessingml.x2006.main.CTDocument1",
            "org.apache.xmlbeans.XmlObject",
            "org.apache.commons.compress.archivers.zip.ZipFile",
            "org.apache.commons.collections4.ListValuedMap",
            "org.apache.commons.codec.digest.DigestUtils",
            "org.apache.commons.io.IOUtils",
            "org.apache.commons.lang3.ArrayUtils",
            "org.apache.logging.log4j.LogManager",
            "com.zaxxer.sparsebits.SparseBitSet",
            "org.apache.james.mime4j.stream.MimeConfig",
            "org.apache.james.mime4j.dom.Message");

    private ClassPath() {}

    /** @throws IllegalStateException when a library can't be found */
    static String find() {
        Set<String> files = new LinkedHashSet<>();
        files.add(file(Reader.class));
        ClassLoader loader = Reader.class.getClassLoader();
        for (String name : LIBRARIES) {
            try {
                files.add(file(Class.forName(name, false, loader)));
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException("no " + name + " on the class path", e);
            }
        }
        return String.join(File.pathSeparator, files);
    }

    private static String file(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        if (location == null) {
            throw new IllegalStateException("nobody knows which file " + type.getName() + " is from");
        }
        try {
            return Path.of(location.toURI()).toString();
        } catch (URISyntaxException | RuntimeException e) {
            throw new IllegalStateException(type.getName() + " is from no file: " + location, e);
        }
    }
}
