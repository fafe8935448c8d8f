package dev.lockstep.testing.quick;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A class file, read for the names of other classes alone. They are all in its constant pool, those of annotations and in
 * signatures as well; a string that only looks like a name does no harm.
 */
final class ClassFile {

    /** As class files write them: the packages in small letters and with slashes, the class with a capital. */
    private static final Pattern NAME = Pattern.compile("(?:[a-z]\\w*/)+[A-Z][\\w$]*");

    private static final Map<String, ClassFile> READ = new ConcurrentHashMap<>();

    private final Set<String> names;

    private ClassFile(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    /** Without any names if there is no such class file. */
    static ClassFile of(String name) {
        return READ.computeIfAbsent(name, ClassFile::read);
    }

    Stream<String> names() {
        return names.stream();
    }

    private static ClassFile read(String name) {
        Set<String> names = new HashSet<>();
        try (InputStream file = ClassFile.class.getResourceAsStream("/" + name + ".class")) {
            if (file != null) {
                readConstants(new DataInputStream(new BufferedInputStream(file)), names);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the class file of " + name, e);
        }
        return new ClassFile(names);
    }

    private static void readConstants(DataInputStream file, Set<String> names) throws IOException {
        file.skipNBytes(8); // what it is, and of which version
        int constants = file.readUnsignedShort();
        for (int i = 1; i < constants; i++) {
            int tag = file.readUnsignedByte();
            if (tag == 1) {
                NAME.matcher(file.readUTF()).results().map(MatchResult::group).forEach(names::add);
            } else {
                file.skipNBytes(length(tag));
            }
            if (tag == 5 || tag == 6) {
                i++; // a long or a double counts as two
            }
        }
    }

    private static int length(int tag) {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case 5, 6 -> 8;
            default -> throw new IllegalStateException("a class file has a constant of the unknown kind " + tag);
        };
    }
}
