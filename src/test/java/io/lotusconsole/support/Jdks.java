package io.lotusconsole.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The JDKs of this machine, where Linux distributions put them. */
public final class Jdks {
    private static final Path ROOT = Path.of("/usr/lib/jvm");
    private static final int FEATURE_MIN = 17;

    /** @param feature 17 of 17.0.15 */
    public record Jdk(int feature, Path java) {}

    private Jdks() {}

    /** One of each version from 17 up, besides the one that runs this. */
    public static List<Jdk> others() {
        TreeMap<Integer, Jdk> byFeature = new TreeMap<>();
        if (Files.isDirectory(ROOT)) {
            try (Stream<Path> homes = Files.list(ROOT)) {
                for (Path home : homes.sorted().toList()) {
                    int feature = feature(home.resolve("release"));
                    Path java = home.resolve("bin").resolve("java");
                    if (feature >= FEATURE_MIN && Files.isExecutable(java)) {
                        byFeature.put(feature, new Jdk(feature, java));
                    }
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        byFeature.remove(Runtime.version().feature());
        return new ArrayList<>(byFeature.values());
    }

    private static int feature(Path release) throws IOException {
        if (!Files.isRegularFile(release)) {
            return 0;
        }
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(release)) {
            properties.load(in);
        }
        String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
        int end = version.indexOf('.');
        return Integer.parseInt(end < 0 ? version : version.substring(0, end));
    }
}
