package dev.lockstep.proof.histories;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A copy of the packaged application in which one class is compiled from a mutated source. */
final class Mutant {

    private Mutant() {}

    /** @return the jar to be run */
    static Path make(Mutation mutation, Path application, Path directory) throws IOException {
        copy(application, directory);
        Path classes = Files.createDirectories(directory.resolve("mutated"));
        compile(mutation, application, classes);
        String name = mutation.className() + ".class";
        byte[] mutated = withPlainConstructor(Files.readAllBytes(classes.resolve(name)));
        replace(directory.resolve("quarkus").resolve("transformed-bytecode.jar"), name, mutated);
        return directory.resolve("quarkus-run.jar");
    }

    /** The libraries are linked, not copied. */
    private static void copy(Path application, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (String part : List.of("app", "quarkus")) {
            Files.createDirectories(directory.resolve(part));
            for (Path file : files(application.resolve(part))) {
                Files.copy(
                        file, directory.resolve(part).resolve(file.getFileName().toString()));
            }
        }
        Files.copy(application.resolve("quarkus-run.jar"), directory.resolve("quarkus-run.jar"));
        Path link = Files.createSymbolicLink(
                directory.resolve("lib"), application.resolve("lib").toAbsolutePath());
        assert Files.isDirectory(link);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void compile(Mutation mutation, Path application, Path classes) throws IOException {
        String source = mutation.mutated(Files.readString(Mutation.SOURCES.resolve(mutation.file())));
        String classpath = files(application).stream()
                .map(Path::toString)
                .filter(file -> file.endsWith(".jar"))
                .collect(Collectors.joining(System.getProperty("path.separator")));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            files.setLocation(StandardLocation.CLASS_OUTPUT, List.of(classes.toFile()));
            boolean compiled = compiler.getTask(
                            errors,
                            files,
                            null,
                            List.of("--release", "17", "-parameters", "-proc:none", "-nowarn", "-cp", classpath),
                            null,
                            List.of(new Source(mutation.file(), source)))
                    .call();
            if (!compiled) {
                throw new IllegalStateException(mutation + " does not compile: " + errors);
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String file, String text) {
            super(URI.create("string:///" + file), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** As the build does to beans: their proxies need a constructor without parameters. */
    private static byte[] withPlainConstructor(byte[] compiled) {
        ClassReader reader = new ClassReader(compiled);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public void visitEnd() {
                        MethodVisitor made = super.visitMethod(Opcodes.ACC_SYNTHETIC, "<init>", "()V", null, null);
                        made.visitCode();
                        made.visitVarInsn(Opcodes.ALOAD, 0);
                        made.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
                        made.visitInsn(Opcodes.RETURN);
                        made.visitMaxs(1, 1);
                        made.visitEnd();
                        super.visitEnd();
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static void replace(Path jar, String name, byte[] content) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            Path target = files.getPath(name);
            try (InputStream present = Files.newInputStream(target)) {
                assert present != null;
            }
            Files.write(target, content);
        }
    }
}
