package dev.lockstep.text.parsing.isolation;

import ai.onnxruntime.OrtEnvironment;
import com.ibm.icu.text.CharsetDetector;
import com.zaxxer.sparsebits.SparseBitSet;
import dev.lockstep.text.parsing.formats.Reader;
import io.github.mymonstercat.OnnxModelsLoader;
import io.github.mymonstercat.loader.ModelsLoader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.collections4.ListValuedMap;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.io.input.ProxyInputStream;
import org.apache.commons.lang3.ArrayUtils;
import org.apache.commons.logging.LogFactory;
import org.apache.fontbox.FontBoxFont;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.logging.log4j.LogManager;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.jbig2.JBIG2ImageReader;
import org.apache.poi.hwpf.HWPFDocument;
import org.apache.poi.ooxml.POIXMLDocument;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.tika.detect.zip.DefaultZipContainerDetector;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.mailcommons.MailUtil;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.odf.OpenDocumentParser;
import org.apache.tika.parser.txt.TXTParser;
import org.apache.tika.parser.xml.XMLParser;
import org.apache.xmlbeans.XmlObject;
import org.jboss.logging.Logger;
import org.jsoup.Jsoup;
import org.mozilla.universalchardet.UniversalDetector;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTDocument1;
import org.slf4j.LoggerFactory;

/**
 * Finds the files that a parser's process needs of this one: our own classes and the libraries that read documents, wherever they came
 * from. A packaged application, dev mode and tests each have class loaders of their own, but all know which file a class is from.
 *
 * <p>The process gets these libraries and not the whole class path of the service: it starts faster, and a document that takes it over
 * finds no client of a store there. Each library stands here as one of its classes, so that the compiler misses one that is gone.
 */
final class ClassPath {

    private static final List<Class<?>> OURS = List.of(Reader.class);

    private static final List<Class<?>> FOR_HTML_AND_BOOKS = List.of(Jsoup.class, CharsetDetector.class);

    /** PDFBox logs by way of commons-logging, which Quarkus puts on top of JBoss's logging. */
    private static final List<Class<?>> FOR_PDF =
            List.of(Loader.class, RandomAccessRead.class, FontBoxFont.class, LogFactory.class, Logger.class);

    /** The models are in a library beside their loader, which nobody calls. */
    private static final List<Class<?>> FOR_PICTURES =
            List.of(JBIG2ImageReader.class, OrtEnvironment.class, OnnxModelsLoader.class, ModelsLoader.class);

    private static final List<Class<?>> FOR_OFFICE = List.of(
            POIFSFileSystem.class,
            POIXMLDocument.class,
            CTDocument1.class,
            XmlObject.class,
            ZipFile.class,
            ListValuedMap.class,
            DigestUtils.class,
            ProxyInputStream.class,
            ArrayUtils.class,
            LogManager.class,
            SparseBitSet.class);

    /** Tika's parsers find each other by the services that their files name, so all files of theirs are there. */
    private static final List<Class<?>> FOR_OLDER_OFFICE = List.of(
            TikaInputStream.class,
            OfficeParser.class,
            OpenDocumentParser.class,
            JSoupParser.class,
            TXTParser.class,
            XMLParser.class,
            MailUtil.class,
            DefaultZipContainerDetector.class,
            HWPFDocument.class,
            UniversalDetector.class,
            LoggerFactory.class);

    private static final List<Class<?>> FOR_EMAIL = List.of(MimeConfig.class, Message.class);

    private ClassPath() {}

    /**
     * Returns the files and directories of the class path.
     *
     * @throws IllegalStateException when nobody knows which file a library is
     */
    static List<Path> files() {
        return Stream.of(OURS, FOR_HTML_AND_BOOKS, FOR_PDF, FOR_OFFICE, FOR_OLDER_OFFICE, FOR_EMAIL, FOR_PICTURES)
                .flatMap(List::stream)
                .map(ClassPath::file)
                .distinct()
                .toList();
    }

    static String of(List<Path> files) {
        return files.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path file(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        if (location == null) {
            throw new IllegalStateException("nobody knows which file " + type.getName() + " is from");
        }
        try {
            return Path.of(location.toURI()).toRealPath();
        } catch (URISyntaxException | IOException | RuntimeException e) {
            throw new IllegalStateException(type.getName() + " is from no file: " + location, e);
        }
    }
}
