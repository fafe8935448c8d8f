package dev.lockstep.text.parsing.isolation;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The parser's class path is complete, and no longer than it has to be. */
class ClassPathTest {

    /**
     * Libraries that are used only where they are: for logging, which is not wanted; for compression that no Office document has; by
     * XMLBeans when it is a plugin of Maven; by Tika for signatures, and for tables and metadata that are not read by it.
     */
    private static final List<String> NOT_NEEDED = List.of(
            "org.jboss.logmanager.",
            "org.slf4j.",
            "org.tukaani.xz.",
            "org.objectweb.asm.",
            "org.apache.maven.",
            "org.bouncycastle.",
            "org.apache.commons.csv.",
            "org.apache.tika.parser.xmp.");

    private final List<Path> files = ClassPath.files();

    private final List<Path> jars =
            files.stream().filter(file -> file.toString().endsWith(".jar")).toList();

    @Test
    void allThatTheLibrariesUseOfTheServicesLibrariesIsThereToo() throws IOException {
        Set<String> there = new HashSet<>();
        Set<String> used = new HashSet<>();
        for (Path jar : jars) {
            read(jar, there, used);
        }
        used.removeAll(there);
        Set<String> missing = new TreeSet<>(used);
        missing.removeIf(name -> NOT_NEEDED.stream().anyMatch(name::startsWith) || !isLibraryOfTheService(name));
        assertThat(there).hasSizeGreaterThan(1_000);
        assertThat(missing)
                .as("classes that the service has and the parser's libraries ask for")
                .isEmpty();
    }

    @Test
    void theParserHasNoClientOfAStoreAndNoServer() {
        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .noneMatch(name -> name.matches("(vertx|quarkus|netty|postgresql|grpc|client|lucene).*"));
    }

    @Test
    void everyLibraryIsThereOnce() {
        assertThat(files).doesNotHaveDuplicates().hasSize(jars.size() + 1);
    }

    private static boolean isLibraryOfTheService(String name) {
        try {
            return !Class.forName(name, false, ClassPathTest.class.getClassLoader())
                    .getModule()
                    .isNamed();
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static void read(Path jar, Set<String> there, Set<String> used) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : Collections.list(file.entries())) {
                String name = entry.getName();
                if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.equals("module-info.class")) {
                    there.add(
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'));
                    try (DataInputStream bytes = new DataInputStream(file.getInputStream(entry))) {
                        used.addAll(classesIn(bytes));
                    }
                }
            }
        }
    }

    /** Reads the constant pool of a class file (JVM specification, 4.4), which names every class that the code uses. */
    private static Set<String> classesIn(DataInputStream file) throws IOException {
        file.skipNBytes(8);
        String[] texts = new String[file.readUnsignedShort()];
        Set<Integer> names = new HashSet<>();
        for (int i = 1; i < texts.length; i++) {
            int tag = file.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = file.readUTF();
                case 7 -> names.add(file.readUnsignedShort());
                case 8, 16, 19, 20 -> file.skipNBytes(2);
                case 15 -> file.skipNBytes(3);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> file.skipNBytes(4);
                case 5, 6 -> {
                    file.skipNBytes(8);
                    i++;
                }
                default -> throw new IOException("a constant with the tag " + tag);
            }
        }
        Set<String> classes = new HashSet<>();
        names.forEach(
                name -> classes.add(texts[name].replaceAll("^\\[+L|;$", "").replace('/', '.')));
        return classes;
    }
}
