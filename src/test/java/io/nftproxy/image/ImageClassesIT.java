package io.nftproxy.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
import org.junit.jupiter.api.Test;

/** The image has every class of fabric8's client that our code can reach. */
class ImageClassesIT {
    /** The class names in a descriptor, {@code (Ljava/lang/String;I)V}. */
    private static final Pattern NAME = Pattern.compile("L([^;<]+)[;<]");

    /** The classes by internal name, {@code io/nftproxy/app/KubeProxy}. */
    private final Map<String, byte[]> classes = new HashMap<>();

    @Test
    void hasTheClientClassesThatOurCodeReaches() throws IOException {
        Deque<String> waiting = new ArrayDeque<>(read(RootFileSystem.packaged().resolve("lib")));
        assertThat(waiting).hasSizeGreaterThan(200);
        Set<String> reached = new HashSet<>(waiting);
        List<String> missing = new ArrayList<>();
        while (!waiting.isEmpty()) {
            String name = waiting.remove();
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                missing.add(name);
                continue;
            }
            for (String mentioned : mentioned(ClassFile.of().parse(bytes))) {
                if (reached.add(mentioned)) {
                    waiting.add(mentioned);
                }
            }
        }
        assertThat(reached).contains("io/fabric8/kubernetes/api/model/apps/Deployment");
        assertThat(missing).noneMatch(name -> name.startsWith("io/fabric8/"));
    }

    /** Reads all jars and returns the names of our own classes. */
    private List<String> read(Path lib) throws IOException {
        List<String> own = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib, "*.jar")) {
            for (Path file : jars) {
                try (JarFile jar = new JarFile(file.toFile())) {
                    for (JarEntry entry : jar.stream().toList()) {
                        if (entry.getName().endsWith(".class")) {
                            String name = entry.getName().replace(".class", "");
                            classes.put(name, jar.getInputStream(entry).readAllBytes());
                            if (name.startsWith("io/nftproxy/")) {
                                own.add(name);
                            }
                        }
                    }
                }
            }
        }
        return own;
    }

    private static Set<String> mentioned(ClassModel model) {
        Set<String> names = new HashSet<>();
        for (PoolEntry entry : model.constantPool()) {
            switch (entry) {
                case ClassEntry type -> add(names, type.asInternalName());
                case NameAndTypeEntry member -> addAll(names, member.type().stringValue());
                default -> {}
            }
        }
        for (FieldModel field : model.fields()) {
            addAll(names, field.fieldType().stringValue());
        }
        for (MethodModel method : model.methods()) {
            addAll(names, method.methodType().stringValue());
        }
        return names;
    }

    /** Adds the class of a constant pool entry: a descriptor for an array, a name otherwise. */
    private static void add(Set<String> names, String entry) {
        if (entry.startsWith("[")) {
            addAll(names, entry);
        } else {
            names.add(entry);
        }
    }

    private static void addAll(Set<String> names, String descriptor) {
        Matcher name = NAME.matcher(descriptor);
        while (name.find()) {
            names.add(name.group(1));
        }
    }
}
