package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.lotusconsole.support.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The arrows between the packages of the product, and the room each third party is kept in. */
class ArchitectureTest {
    private static final String ROOT = "io.lotusconsole";

    /**
     * Each package and those it may use besides the JDK; {@code *} is every package above it. A row names
     * only rows above it, so the table itself cannot have a cycle.
     */
    private static final Map<String, String> ARROWS = table(
            "proving: ",
            "json: ",
            "http: ",
            "terminal: ",
            "manual: ",
            "render: json proving",
            "rpc: http json",
            "lotus.wire: json proving",
            "lotus: rpc json http proving lotus.wire",
            "feed: rpc lotus http json proving",
            "launcher: http json lotus proving",
            "prover: proving",
            "prover.ffi: prover proving",
            "params: http json prover proving",
            "storage: http json rpc lotus.wire lotus prover proving",
            "host.nvml: ",
            "host: host.nvml proving",
            "doctor: http rpc feed lotus launcher params storage host prover proving",
            "worker: http json rpc lotus lotus.wire storage prover params host proving",
            "embedded: http json rpc lotus lotus.wire storage prover host proving",
            "tui: terminal render feed proving",
            "cli: *",
            // Main warms the JSON reader up beside the call, and the surroundings hold the time zone.
            ROOT + ": cli json render");

    /** Each third party by the start of its classes' names, and the packages it may be used in. */
    private static final Map<String, String> ROOMS = table(
            "okhttp3.: http",
            "okio.: http",
            "kotlin.: http",
            "io.undertow.: http",
            "org.xnio.: http",
            "com.fasterxml.jackson.: json lotus.wire",
            "com.sun.jna.: prover.ffi host.nvml",
            "org.bouncycastle.: params",
            "oshi.: host",
            "org.jline.: terminal",
            "com.googlecode.lanterna.: tui",
            "picocli.: cli");

    /** What reads the process the program runs in: once, at its edge. */
    private static final Set<String> PROCESS = Set.of(
            "java.lang.System.out",
            "java.lang.System.err",
            "java.lang.System.in",
            "java.lang.System.exit",
            "java.lang.Runtime.exit",
            "java.lang.Runtime.halt",
            "java.lang.System.getenv",
            "java.lang.System.console",
            "java.lang.System.currentTimeMillis",
            "java.io.FileDescriptor.out",
            "java.io.FileDescriptor.err",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Instant.now",
            "java.time.LocalDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZoneId.systemDefault");

    private static final Set<String> EDGE =
            Set.of(ROOT + ".Main", ROOT + ".ProcessSurroundings", ROOT + ".TrainingMiner");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    private static Map<String, String> table(String... rows) {
        Map<String, String> table = new LinkedHashMap<>();
        for (String row : rows) {
            int colon = row.indexOf(": ");
            table.put(row.substring(0, colon), row.substring(colon + 2));
        }
        return table;
    }

    /** The package of a class as the tables name it. */
    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? ROOT : name.substring(ROOT.length() + 1);
    }

    private static Set<String> words(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text.split(" "));
    }

    @Test
    void everyPackageHasItsRowAndTheTableGoesOneWay() {
        Set<String> found = new TreeSet<>();
        CLASSES.forEach(type -> found.add(room(type)));
        assertEquals(new TreeSet<>(ARROWS.keySet()), found, "packages with classes, and rows of the table");
        Set<String> above = new HashSet<>();
        ARROWS.forEach((from, to) -> {
            assertTrue(to.equals("*") || above.containsAll(words(to)), from + " names a row below it: " + to);
            above.add(from);
        });
    }

    @Test
    void packagesUseOnlyWhatTheirArrowsPointAt() {
        Map<String, Set<String>> allowed = new LinkedHashMap<>();
        ARROWS.forEach((from, to) -> {
            Set<String> targets = new HashSet<>(to.equals("*") ? allowed.keySet() : words(to));
            targets.add(from);
            allowed.put(from, targets);
        });
        Set<String> violations = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                boolean ours = target.getPackageName().startsWith(ROOT);
                if (ours && !allowed.get(room(type)).contains(room(target))) {
                    violations.add(type.getName() + " uses " + target.getName());
                }
            }
        }
        assertEquals(Set.of(), violations);
    }

    @Test
    void thirdPartiesStayInTheirRooms() {
        Set<String> violations = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target =
                        dependency.getTargetClass().getBaseComponentType().getName();
                if (isStranger(target) && !mayUse(room(type), target)) {
                    violations.add(type.getName() + " uses " + target);
                }
            }
        }
        assertEquals(Set.of(), violations);
    }

    private static boolean isStranger(String type) {
        // Primitive types have no package.
        return type.indexOf('.') > 0
                && !type.startsWith("java.")
                && !type.startsWith("javax.")
                && !type.startsWith(ROOT + ".");
    }

    private static boolean mayUse(String room, String type) {
        return ROOMS.entrySet().stream()
                .anyMatch(row ->
                        type.startsWith(row.getKey()) && words(row.getValue()).contains(room));
    }

    @Test
    void onlyTheEdgeReadsTheProcess() {
        Set<String> violations = new TreeSet<>();
        Set<String> seen = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                String target = access.getTargetOwner().getName() + "." + access.getName();
                String outermost = type.getName().replaceAll("\\$.*", "");
                if (PROCESS.contains(target) && EDGE.contains(outermost)) {
                    seen.add(target);
                } else if (PROCESS.contains(target)) {
                    violations.add(access.getDescription());
                }
            }
        }
        assertEquals(Set.of(), violations);
        assertTrue(
                seen.contains("java.lang.Runtime.halt") && seen.contains("java.lang.System.getenv"),
                () -> "seen " + seen);
    }

    @Test
    void everyPackageSaysWhatLivesInIt() {
        Set<String> missing = new TreeSet<>();
        Path main = Sources.folder("main");
        for (Path file : Sources.files("main")) {
            if (!Files.exists(file.resolveSibling("package-info.java"))) {
                missing.add(main.relativize(file.getParent()).toString());
            }
        }
        for (Path file : Sources.files("test")) {
            Path inMain = main.resolve(Sources.folder("test").relativize(file.getParent()));
            if (!Files.exists(file.resolveSibling("package-info.java"))
                    && !Files.exists(inMain.resolve("package-info.java"))) {
                missing.add(file.getParent().toString());
            }
        }
        assertEquals(Set.of(), missing, "packages without a package-info.java");
    }
}
