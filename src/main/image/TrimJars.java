import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Removes classes that nftproxy cannot use from large jars: java TrimJars.java LIB
 *
 * <p>A class stays if nftproxy.jar or a jar that is not trimmed mentions it, or a class that stays:
 * as a type, or in any text, which is how reflection and annotations name it. jnr-constants
 * composes names, so its classes go by their platform.
 */
final class TrimJars {
    private static final List<String> TRIMMED =
            List.of(
                    "HdrHistogram-",
                    "asm-",
                    "jackson-",
                    "jnr-a64asm-",
                    "jnr-constants-",
                    "jnr-enxio-",
                    "jnr-posix-",
                    "jnr-unixsocket-",
                    "jnr-x86asm-",
                    "kubernetes-",
                    "logback-core-",
                    "micrometer-",
                    "prometheus-",
                    "snakeyaml-");

    private static final Pattern OTHER_PLATFORM =
            Pattern.compile("jnr/constants/platform/(?!linux/)[a-z]+/.*");

    /** The types in a descriptor or signature. */
    private static final Pattern TYPE = Pattern.compile("L([^;<]+)[;<]");

    private final Map<String, byte[]> classes = new HashMap<>();
    private final Set<String> kept = new HashSet<>();
    private final Deque<String> waiting = new ArrayDeque<>();

    public static void main(String[] args) throws IOException {
        new TrimJars().run(Path.of(args[0]));
    }

    private void run(Path lib) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib, "*.jar")) {
            for (Path jar : jars) {
                read(jar);
            }
        }
        while (!waiting.isEmpty()) {
            mentioned(classes.get(waiting.remove()));
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib, "*.jar")) {
            for (Path jar : jars) {
                if (isTrimmed(jar)) {
                    write(jar);
                }
            }
        }
    }

    private static boolean isTrimmed(Path jar) {
        return TRIMMED.stream().anyMatch(jar.getFileName().toString()::startsWith);
    }

    private static boolean isClass(String entry) {
        return entry.endsWith(".class") && !entry.startsWith("META-INF/");
    }

    private static String name(String entry) {
        return entry.substring(0, entry.length() - ".class".length());
    }

    private void read(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                if (isClass(entry.getName())) {
                    String name = name(entry.getName());
                    try (InputStream in = jar.getInputStream(entry)) {
                        classes.put(name, in.readAllBytes());
                    }
                    boolean isConstant = name.startsWith("jnr/constants/");
                    if (isConstant ? !OTHER_PLATFORM.matcher(name).matches() : !isTrimmed(file)) {
                        keep(name);
                    }
                }
            }
        }
    }

    private void keep(String name) {
        if (kept.add(name)) {
            waiting.add(name);
        }
    }

    private void mentioned(byte[] bytes) {
        for (PoolEntry entry : ClassFile.of().parse(bytes).constantPool()) {
            switch (entry) {
                case ClassEntry type -> mentioned(type.asInternalName());
                case Utf8Entry text -> mentioned(text.stringValue().replace('.', '/'));
                default -> {}
            }
        }
    }

    private void mentioned(String text) {
        if (classes.containsKey(text)) {
            keep(text);
        }
        Matcher type = TYPE.matcher(text);
        while (type.find()) {
            if (classes.containsKey(type.group(1))) {
                keep(type.group(1));
            }
        }
    }

    /** Returns the lines of a service file without the classes that are removed. */
    private byte[] providers(InputStream services) throws IOException {
        return new String(services.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !classes.containsKey(line.strip().replace('.', '/')) || kept.contains(line.strip().replace('.', '/')))
                .collect(Collectors.joining("\n", "", "\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private void write(Path file) throws IOException {
        Path trimmed = file.resolveSibling("trimmed");
        try (JarFile jar = new JarFile(file.toFile());
                OutputStream out = Files.newOutputStream(trimmed);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            for (JarEntry entry : jar.stream().toList()) {
                String name = entry.getName();
                boolean isWanted = !isClass(name) || kept.contains(name(name));
                if (isWanted && !entry.isDirectory()) {
                    ZipEntry copy = new ZipEntry(name);
                    copy.setTime(0);
                    zip.putNextEntry(copy);
                    try (InputStream in = jar.getInputStream(entry)) {
                        zip.write(name.startsWith("META-INF/services/") ? providers(in) : in.readAllBytes());
                    }
                }
            }
        }
        Files.move(trimmed, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
