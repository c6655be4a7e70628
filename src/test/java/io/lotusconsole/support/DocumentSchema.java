package io.lotusconsole.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Assertions;

/** {@code json-schema.tsv}, and what documents have against it. */
public final class DocumentSchema {
    private static final String TABLE = "/io/lotusconsole/json-schema.tsv";

    private final Map<String, Field> fields;

    private DocumentSchema(Map<String, Field> fields) {
        this.fields = fields;
    }

    /** A row of the table. */
    public record Field(String type, boolean nullable, String meaning) {}

    /**
     * One document against the table. Places are kind and path, joined by a space; kind {@code *} is all.
     *
     * @param wrong sentences about what is not as the table says
     * @param seen places that had a value
     * @param nulls places that were null
     * @param absent members of the document itself that were left out
     */
    public record Reading(String kind, Set<String> wrong, Set<String> seen, Set<String> nulls, Set<String> absent) {}

    public static DocumentSchema read() {
        Map<String, Field> fields = new LinkedHashMap<>();
        String[] lines;
        try (InputStream in = DocumentSchema.class.getResourceAsStream(TABLE)) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Assertions.assertEquals("kind\tpath\ttype\tunit\tmeaning", lines[0]);
        for (int i = 1; i < lines.length; i++) {
            String[] cells = lines[i].split("\t", -1);
            Assertions.assertEquals(5, cells.length, lines[i]);
            boolean nullable = cells[2].endsWith("?");
            String type = nullable ? cells[2].substring(0, cells[2].length() - 1) : cells[2];
            Field earlier = fields.put(cells[0] + " " + cells[1], new Field(type, nullable, cells[4]));
            Assertions.assertEquals(null, earlier, "a row twice: " + lines[i]);
        }
        return new DocumentSchema(fields);
    }

    /** Places in their order, with what the table says of them. */
    public Map<String, Field> fields() {
        return fields;
    }

    /** The places of one kind, without those that all kinds have. */
    public Set<String> placesOf(String kind) {
        Set<String> places = new TreeSet<>(fields.keySet());
        places.removeIf(place -> !place.startsWith(kind + " "));
        return places;
    }

    public Reading reading(String json) {
        Map<?, ?> document = (Map<?, ?>) JsonScan.value(json);
        String kind = (String) document.get("kind");
        Reading reading = new Reading(kind, new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        Set<String> here = new TreeSet<>();
        walk(document, "", (path, value) -> {
            String place = fields.containsKey("* " + path) ? "* " + path : kind + " " + path;
            Field field = fields.get(place);
            here.add(place);
            if (field == null) {
                reading.wrong().add(place + " is not in the table");
            } else if (value == null ? !field.nullable() : !isA(field.type(), value)) {
                reading.wrong().add(place + " is no " + field.type() + ": " + value);
            } else {
                (value == null ? reading.nulls() : reading.seen()).add(place);
            }
        });
        // A member may be null, but it is never left out.
        for (String place : placesOf(kind)) {
            if (!place.contains(".") && !place.contains("[]") && !here.contains(place)) {
                reading.absent().add(place);
            }
        }
        return reading;
    }

    /** Visits every member and element with its path; elements are {@code []}. */
    public static void walk(Object value, String path, BiConsumer<String, Object> visitor) {
        if (!path.isEmpty()) {
            visitor.accept(path, value);
        }
        if (value instanceof Map<?, ?> members) {
            members.forEach((name, member) -> walk(member, path.isEmpty() ? "" + name : path + "." + name, visitor));
        } else if (value instanceof List<?> items) {
            items.forEach(item -> walk(item, path + "[]", visitor));
        }
    }

    /** Whether a value is of a type of the table. */
    public static boolean isA(String type, Object value) {
        return switch (type) {
            case "string" -> value instanceof String;
            case "integer" -> value instanceof BigDecimal number && number.scale() == 0;
            case "number" -> value instanceof BigDecimal;
            case "boolean" -> value instanceof Boolean;
            case "time" -> value instanceof String text && text.endsWith("Z") && Instant.parse(text) != null;
            case "attoFIL" -> value instanceof String text && text.matches("-?[0-9]+");
            case "array" -> value instanceof List;
            case "object" -> value instanceof Map;
            default -> false;
        };
    }
}
