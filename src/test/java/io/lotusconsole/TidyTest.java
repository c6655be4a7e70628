package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import io.lotusconsole.support.Fixtures;
import io.lotusconsole.support.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** House rules of the sources that no compiler and no formatter holds. */
class TidyTest {
    private static final int COLUMNS_MAX = 120;
    private static final int METHOD_LINES_MAX = 70;

    /** Written so that this file does not hold what it looks for. */
    private static final Pattern UNFINISHED = Pattern.compile("\\b(?:FIX(?:ME)|TO(?:DO)|X{3})\\b");

    /** The proof is spelled PoSt; {@code Poster} and {@code POST} are of HTTP. */
    private static final Pattern MISSPELLED_PROOF = Pattern.compile(
            "(?:[wW]indow|[wW]inning|Wd|Win)(?:ed)? ?Post(?!er)|Post(?:Proof|Worker|Challenge|Kind|Task)");

    private static final Pattern EMPTY_NAME = Pattern.compile(".*(?:Manager|Helper|Utils?|Impl)");
    private static final Pattern SLEEP =
            Pattern.compile("\\.sleep\\(|\\bparkNanos\\(|\\bparkUntil\\(|delayedExecutor\\(|[sS]leepUninterruptibly");

    /**
     * What may wait for a time: the next look, locks of other processes, a gateway that is busy, a log that grows, the
     * life limit of a process, the screen of a terminal that tells nobody of its changes.
     */
    private static final Set<String> WAITERS = Set.of(
            "WatchLoop.java",
            "Turn.java",
            "DirectoryLock.java",
            "ParameterFetch.java",
            "LogFollower.java",
            "TrainingMiner.java",
            "WatchIT.java",
            "TmuxTerminal.java");

    private static List<Path> all() {
        List<Path> files = new ArrayList<>(Sources.files("main"));
        files.addAll(Sources.files("test"));
        assertTrue(files.size() > 100, "sources found");
        return files;
    }

    private static Set<String> linesWith(List<Path> files, Predicate<String> wrong) {
        Set<String> found = new TreeSet<>();
        for (Path file : files) {
            int number = 0;
            for (String line : Fixtures.text(file).split("\n", -1)) {
                number++;
                if (wrong.test(line)) {
                    found.add(file + ":" + number + ": " + line.strip());
                }
            }
        }
        return found;
    }

    @Test
    void noLineIsTooLong() {
        assertEquals(Set.of(), linesWith(all(), line -> line.codePointCount(0, line.length()) > COLUMNS_MAX));
    }

    @Test
    void nothingIsLeftUnfinished() {
        assertEquals(Set.of(), linesWith(all(), UNFINISHED.asPredicate()));
    }

    @Test
    void proofsOfSpacetimeAreSpelledAsFilecoinDoes() {
        assertEquals(Set.of(), linesWith(all(), MISSPELLED_PROOF.asPredicate()));
    }

    @Test
    void nothingSleepsButTheNamedWaiters() {
        Set<String> sleepers = new TreeSet<>();
        for (Path file : all()) {
            if (!linesWith(List.of(file), SLEEP.asPredicate()).isEmpty()) {
                sleepers.add(file.getFileName().toString());
            }
        }
        sleepers.remove("TidyTest.java");
        assertEquals(new TreeSet<>(WAITERS), sleepers);
    }

    @Test
    void noClassHasANameThatSaysNothing() throws IOException {
        Set<String> found = new TreeSet<>();
        scan(
                all(),
                new TreeScanner<Void, BiConsumer<Tree, String>>() {
                    @Override
                    public Void visitClass(ClassTree type, BiConsumer<Tree, String> visitor) {
                        visitor.accept(type, type.getSimpleName().toString());
                        return super.visitClass(type, visitor);
                    }
                },
                (place, name) -> {
                    if (EMPTY_NAME.matcher(name.name()).matches()) {
                        found.add(place + name.name());
                    }
                });
        assertEquals(Set.of(), found);
    }

    @Test
    void methodsFitOnAScreen() throws IOException {
        Set<String> found = new TreeSet<>();
        scan(all(), new Methods(), (place, method) -> {
            if (method.lines() > METHOD_LINES_MAX) {
                found.add(place + method.name() + " has " + method.lines() + " lines");
            }
        });
        assertEquals(Set.of(), found);
    }

    @Test
    void testsAreNamedAfterWhatTheyShow() throws IOException {
        Set<String> found = new TreeSet<>();
        scan(Sources.files("test"), new Methods(), (place, method) -> {
            if (method.name().matches("test(?:[A-Z0-9_].*)?")) {
                found.add(place + method.name());
            }
        });
        assertEquals(Set.of(), found);
    }

    private static final class Methods extends TreeScanner<Void, BiConsumer<Tree, String>> {
        @Override
        public Void visitMethod(MethodTree method, BiConsumer<Tree, String> visitor) {
            visitor.accept(method, method.getName().toString());
            return super.visitMethod(method, visitor);
        }
    }

    /** What was found in a file. @param lines from its first line to its last, doc comment excluded */
    private record Found(String name, long lines) {}

    private static void scan(
            List<Path> files, TreeScanner<Void, BiConsumer<Tree, String>> scanner, BiConsumer<String, Found> visitor)
            throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager sources = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, sources, null, List.of(), null, sources.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                scanner.scan(unit, (tree, name) -> {
                    long start = positions.getStartPosition(unit, tree);
                    long end = positions.getEndPosition(unit, tree);
                    // A record's own members have no place in the source.
                    if (start >= 0 && end >= start) {
                        long first = unit.getLineMap().getLineNumber(start);
                        long last = unit.getLineMap().getLineNumber(end);
                        String place = Path.of(unit.getSourceFile().getName()).getFileName() + ":" + first + ": ";
                        visitor.accept(place, new Found(name, last - first + 1));
                    }
                });
            }
        }
    }
}
