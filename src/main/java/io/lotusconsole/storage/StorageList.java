package io.lotusconsole.storage;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.json.JsonText;
import io.lotusconsole.json.MalformedJsonException;
import io.lotusconsole.lotus.RepositoryDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code storage.json} of a repository: which storage paths this machine attaches ({@code node/config/storage.go}). */
public final class StorageList {
    private static final String FILE = "storage.json";

    private StorageList() {}

    /**
     * The paths in their order, as they are written; none if the repository has no such file.
     *
     * @throws IOException if the file cannot be read; its message names it
     */
    public static List<Path> read(Path repository) throws IOException {
        Path file = repository.resolve(FILE);
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        try (JsonCursor json = new JsonCursor(text)) {
            return parse(json);
        } catch (MalformedJsonException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes the list anew, in the form that Lotus gives it.
     *
     * @throws IOException if the file cannot be written; the former one then stays whole
     */
    public static void write(RepositoryDirectory repository, List<Path> paths) throws IOException {
        StringBuilder text = new StringBuilder("{\n  \"StoragePaths\": [");
        for (int i = 0; i < paths.size(); i++) {
            text.append(i == 0 ? "\n" : ",\n").append("    {\n      \"Path\": ");
            JsonText.quote(text, paths.get(i).toString()).append("\n    }");
        }
        text.append(paths.isEmpty() ? "]\n}" : "\n  ]\n}");
        repository.write(FILE, text.toString());
    }

    private static List<Path> parse(JsonCursor json) throws IOException {
        List<Path> paths = new ArrayList<>();
        if (json.beginObject()) {
            while (json.nextField()) {
                if (!json.name().equals("StoragePaths")) {
                    json.skip();
                } else if (json.beginArray()) {
                    while (json.nextElement()) {
                        paths.add(path(json));
                    }
                }
            }
        }
        return paths;
    }

    private static Path path(JsonCursor json) throws IOException {
        String path = "";
        if (json.beginObject()) {
            while (json.nextField()) {
                if (json.name().equals("Path")) {
                    path = json.text();
                } else {
                    json.skip();
                }
            }
        }
        if (path.isEmpty()) {
            throw json.misplaced("a storage path");
        }
        return Path.of(path);
    }
}
