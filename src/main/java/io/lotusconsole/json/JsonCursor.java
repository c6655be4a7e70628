package io.lotusconsole.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one JSON text front to back, a value at a time.
 *
 * <p>After construction, and after {@link #nextField} or {@link #nextElement} returned true, the cursor
 * stands on a value; exactly one of the reading methods (or {@link #skip}) must take it. Go's rules
 * hold, for Go wrote the text: {@code null} reads as zero, empty or null wherever a value may be
 * absent, and unknown fields are skipped by the caller.
 *
 * <p>Every fault of the text is a {@link MalformedJsonException}; an {@link IOException} of any other
 * type came from the stream. Not for use by several threads.
 */
public final class JsonCursor implements Closeable {
    /** Deeper nesting than any Lotus reply; Jackson's own limit of 1000 invites stack games. */
    private static final int NESTING_MAX = 100;

    /** Longest text value: a base64 proof batch or state object, far below the reply limit. */
    private static final int TEXT_CHARS_MAX = 64 * 1024 * 1024;

    /** Of the place of a fault and of the parser's words, so much is told. */
    private static final int PATH_CHARS_MAX = 60;

    private static final int REASON_CHARS_MAX = 100;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(NESTING_MAX)
                    .maxStringLength(TEXT_CHARS_MAX)
                    .build())
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .build();

    private static final BigInteger UNSIGNED_LONG_MAX =
            BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private final JsonParser parser;

    /** The token the cursor stands on; null at the end of the text. */
    private JsonToken token;

    public JsonCursor(InputStream utf8) throws IOException {
        this(FACTORY.createParser(utf8));
    }

    public JsonCursor(Reader text) throws IOException {
        this(FACTORY.createParser(text));
    }

    public JsonCursor(String text) throws IOException {
        this(FACTORY.createParser(text));
    }

    private JsonCursor(JsonParser parser) throws IOException {
        this.parser = parser;
        parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
        advance();
        if (token == null) {
            throw new MalformedJsonException("the text is empty");
        }
    }

    /** Takes the start of an object. False, and the value is taken, if it is {@code null}. */
    public boolean beginObject() throws IOException {
        return begin(JsonToken.START_OBJECT, "an object");
    }

    /** Takes the start of an array. False, and the value is taken, if it is {@code null}. */
    public boolean beginArray() throws IOException {
        return begin(JsonToken.START_ARRAY, "an array");
    }

    private boolean begin(JsonToken start, String what) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            advance();
            return false;
        }
        if (token != start) {
            throw expected(what);
        }
        advance();
        return true;
    }

    /** Moves on to the value of the next field of the object, its name in {@link #name}. */
    public boolean nextField() throws IOException {
        if (token == JsonToken.END_OBJECT) {
            advance();
            return false;
        }
        if (token != JsonToken.FIELD_NAME) {
            throw expected("a field name");
        }
        advance();
        return true;
    }

    /** Name of the field whose value the cursor stands on. */
    public String name() throws IOException {
        return parser.currentName();
    }

    /** Whether the cursor stands on another element of the array; takes its end if not. */
    public boolean nextElement() throws IOException {
        if (token == JsonToken.END_ARRAY) {
            advance();
            return false;
        }
        return true;
    }

    public boolean isNull() {
        return token == JsonToken.VALUE_NULL;
    }

    public boolean isText() {
        return token == JsonToken.VALUE_STRING;
    }

    public boolean isObject() {
        return token == JsonToken.START_OBJECT;
    }

    public boolean isArray() {
        return token == JsonToken.START_ARRAY;
    }

    public boolean isInteger() {
        return token == JsonToken.VALUE_NUMBER_INT;
    }

    /** A string; empty for {@code null}, as Go decodes it. */
    public String text() throws IOException {
        String text = textOrNull();
        return text == null ? "" : text;
    }

    /** A string or null. */
    public String textOrNull() throws IOException {
        String text = null;
        if (token == JsonToken.VALUE_STRING) {
            try {
                text = parser.getText();
            } catch (JsonProcessingException e) {
                throw malformed(e);
            }
        } else if (token != JsonToken.VALUE_NULL) {
            throw expected("a string");
        }
        advance();
        return text;
    }

    public boolean bool() throws IOException {
        boolean value = token == JsonToken.VALUE_TRUE;
        if (!value && token != JsonToken.VALUE_FALSE && token != JsonToken.VALUE_NULL) {
            throw expected("true or false");
        }
        advance();
        return value;
    }

    /** An integer within signed 64 bits; 0 for {@code null}. */
    public long integer() throws IOException {
        return bounded(false);
    }

    /** An integer within unsigned 64 bits, in the bits of a long; 0 for {@code null}. */
    public long unsignedInteger() throws IOException {
        return bounded(true);
    }

    private long bounded(boolean unsigned) throws IOException {
        long value = 0;
        if (token == JsonToken.VALUE_NUMBER_INT) {
            try {
                JsonParser.NumberType type = parser.getNumberType();
                if (type != JsonParser.NumberType.BIG_INTEGER) {
                    value = parser.getLongValue();
                } else {
                    BigInteger big = parser.getBigIntegerValue();
                    if (!unsigned || big.signum() < 0 || big.compareTo(UNSIGNED_LONG_MAX) > 0) {
                        throw expected("an integer of 64 bits");
                    }
                    value = big.longValue();
                }
            } catch (JsonProcessingException e) {
                throw malformed(e);
            }
            if (unsigned && value < 0 && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                throw expected("a number of 0 or more");
            }
        } else if (token != JsonToken.VALUE_NULL) {
            throw expected("an integer");
        }
        advance();
        return value;
    }

    /** A finite number; 0 for {@code null}. */
    public double number() throws IOException {
        double value = 0;
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            try {
                value = parser.getDoubleValue();
            } catch (JsonProcessingException e) {
                throw malformed(e);
            }
            if (Double.isInfinite(value) || Double.isNaN(value)) {
                throw expected("a finite number");
            }
        } else if (token != JsonToken.VALUE_NULL) {
            throw expected("a number");
        }
        advance();
        return value;
    }

    /** The array of strings the cursor stands on; empty for {@code null}. */
    public List<String> texts() throws IOException {
        List<String> texts = textsOrNull();
        return texts == null ? List.of() : texts;
    }

    /** The array of strings the cursor stands on; null for {@code null}. */
    public List<String> textsOrNull() throws IOException {
        if (!beginArray()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        while (nextElement()) {
            texts.add(text());
        }
        return texts;
    }

    /** Passes over the value, whatever it is. */
    public void skip() throws IOException {
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            try {
                parser.skipChildren();
            } catch (JsonProcessingException e) {
                throw malformed(e);
            }
        } else if (token == null || token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
            throw expected("a value");
        }
        advance();
    }

    /** Takes the value, whatever it is, as compact JSON text. */
    public String raw() throws IOException {
        StringWriter text = new StringWriter();
        try (com.fasterxml.jackson.core.JsonGenerator generator = FACTORY.createGenerator(text)) {
            generator.copyCurrentStructure(parser);
        } catch (JsonProcessingException e) {
            throw malformed(e);
        }
        advance();
        return text.toString();
    }

    /** Checks that nothing but white space follows. */
    public void end() throws IOException {
        if (token != null) {
            throw expected("the end of the text");
        }
    }

    private void advance() throws IOException {
        try {
            token = parser.nextToken();
        } catch (JsonProcessingException e) {
            throw malformed(e);
        }
    }

    /** A fault the caller found in a value that is well-formed JSON. */
    public MalformedJsonException expected(String what) {
        String found = token == null ? "the end of the text" : describe(token);
        return new MalformedJsonException("expected " + what + where() + ", found " + found);
    }

    /** A fault in the value that was just taken. Made only when there is one: it costs a stack trace. */
    public MalformedJsonException misplaced(String what) {
        return new MalformedJsonException("expected " + what + " before" + where());
    }

    private String where() {
        String path = parser.getParsingContext().pathAsPointer().toString();
        String shown = path.length() > PATH_CHARS_MAX ? path.substring(0, PATH_CHARS_MAX) + "…" : path;
        return path.isEmpty() ? "" : " at " + shown;
    }

    private MalformedJsonException malformed(JsonProcessingException cause) {
        MalformedJsonException malformed =
                new MalformedJsonException("not valid JSON" + where() + ": " + reason(cause));
        malformed.initCause(cause);
        return malformed;
    }

    private static String reason(JsonProcessingException cause) {
        if (cause instanceof JsonEOFException) {
            return "it ends in the middle";
        }
        if (cause instanceof StreamConstraintsException) {
            return "it is nested too deeply, or a value in it is too long";
        }
        // Jackson goes on with advice to programmers, in parentheses or on another line.
        String message = cause.getOriginalMessage() == null ? "malformed" : cause.getOriginalMessage();
        int end = Math.min(message.length(), REASON_CHARS_MAX);
        for (String beyond : new String[] {" (", "\n"}) {
            int at = message.indexOf(beyond);
            end = at > 0 ? Math.min(end, at) : end;
        }
        return message.substring(0, end);
    }

    private static String describe(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            case END_ARRAY -> "the end of an array";
            case END_OBJECT -> "the end of an object";
            case FIELD_NAME -> "a field";
            default -> "something else";
        };
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
