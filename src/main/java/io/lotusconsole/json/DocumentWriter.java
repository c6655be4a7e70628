package io.lotusconsole.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/**
 * Writes one machine-readable document, front to back, in any {@link DocumentFormat}.
 *
 * <p>Unsigned 64-bit figures are written as such, attoFIL as strings, times as RFC 3339 in UTC, what
 * is unknown as {@code null}. Failures of the underlying writer are {@link UncheckedIOException}, so
 * that renderers stay free of them. The target is flushed by {@link #close}, not closed.
 */
public final class DocumentWriter implements Closeable {
    private final Writer target;
    private final JsonGenerator generator;
    private final DocumentFormat format;

    public DocumentWriter(Writer target, DocumentFormat format) {
        this.target = UnsafeText.escaping(target);
        this.format = format;
        try {
            generator = format == DocumentFormat.YAML
                    ? yaml(this.target)
                    : json(this.target, format == DocumentFormat.JSON);
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonGenerator yaml(Writer target) throws IOException {
        return new YAMLFactory().createGenerator(target);
    }

    private static JsonGenerator json(Writer target, boolean indented) throws IOException {
        JsonGenerator generator = Shared.FACTORY.createGenerator(target);
        if (indented) {
            DefaultIndenter twoSpaces = new DefaultIndenter("  ", "\n");
            generator.setPrettyPrinter(
                    new ColonPrinter().withObjectIndenter(twoSpaces).withArrayIndenter(twoSpaces));
        }
        return generator;
    }

    /** Made when the first JSON is written, once: it costs more than a small document. */
    private static final class Shared {
        private static final JsonFactory FACTORY = new JsonFactory();
    }

    /** {@code "name": value}, as everybody else writes it, not Jackson's {@code "name" : value}. */
    private static final class ColonPrinter extends DefaultPrettyPrinter {
        private static final long serialVersionUID = 1L;

        ColonPrinter() {}

        private ColonPrinter(ColonPrinter base) {
            super(base);
        }

        @Override
        public DefaultPrettyPrinter createInstance() {
            return new ColonPrinter(this);
        }

        @Override
        public DefaultPrettyPrinter withObjectIndenter(Indenter indenter) {
            indentObjectsWith(indenter);
            return this;
        }

        @Override
        public DefaultPrettyPrinter withArrayIndenter(Indenter indenter) {
            indentArraysWith(indenter);
            return this;
        }

        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator generator) throws IOException {
            generator.writeRaw(": ");
        }

        @Override
        public void writeEndObject(JsonGenerator generator, int count) throws IOException {
            if (!_objectIndenter.isInline()) {
                _nesting--;
            }
            if (count > 0) {
                _objectIndenter.writeIndentation(generator, _nesting);
            }
            generator.writeRaw('}');
        }

        @Override
        public void writeEndArray(JsonGenerator generator, int count) throws IOException {
            if (!_arrayIndenter.isInline()) {
                _nesting--;
            }
            if (count > 0) {
                _arrayIndenter.writeIndentation(generator, _nesting);
            }
            generator.writeRaw(']');
        }
    }

    private interface Write {
        void run() throws IOException;
    }

    private DocumentWriter write(Write write) {
        try {
            write.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens an object: the document itself, or an element of an array. */
    public DocumentWriter object() {
        return write(generator::writeStartObject);
    }

    public DocumentWriter object(String name) {
        return write(() -> generator.writeObjectFieldStart(name));
    }

    public DocumentWriter end() {
        return write(generator::writeEndObject);
    }

    public DocumentWriter array(String name) {
        return write(() -> generator.writeArrayFieldStart(name));
    }

    /** An array without a name: the document itself, or an element of another. */
    public DocumentWriter array() {
        return write(generator::writeStartArray);
    }

    public DocumentWriter endArray() {
        return write(generator::writeEndArray);
    }

    public DocumentWriter text(String name, String value) {
        return write(() -> generator.writeStringField(name, value));
    }

    public DocumentWriter bool(String name, boolean value) {
        return write(() -> generator.writeBooleanField(name, value));
    }

    public DocumentWriter integer(String name, long value) {
        return write(() -> generator.writeNumberField(name, value));
    }

    /** A long whose bits are an unsigned number. */
    public DocumentWriter unsigned(String name, long value) {
        return write(() -> {
            if (value >= 0) {
                generator.writeNumberField(name, value);
            } else {
                generator.writeNumberField(name, new BigInteger(Long.toUnsignedString(value)));
            }
        });
    }

    /** An integer of any size; null if unknown. */
    public DocumentWriter integer(String name, BigInteger value) {
        return value == null ? nothing(name) : write(() -> generator.writeNumberField(name, value));
    }

    /** A 64-bit integer; null if unknown. */
    public DocumentWriter integer(String name, Long value) {
        return value == null ? nothing(name) : integer(name, value.longValue());
    }

    public DocumentWriter number(String name, double value) {
        return write(() -> generator.writeNumberField(name, value));
    }

    /** An amount in attoFIL, as a string, since many readers round numbers to doubles; null if unknown. */
    public DocumentWriter attoFil(String name, BigInteger value) {
        return text(name, value == null ? null : value.toString());
    }

    public DocumentWriter time(String name, Instant value) {
        return text(name, value == null ? null : value.toString());
    }

    public DocumentWriter nothing(String name) {
        return write(() -> generator.writeNullField(name));
    }

    public DocumentWriter texts(String name, List<String> values) {
        if (values == null) {
            return nothing(name);
        }
        array(name);
        for (String value : values) {
            write(() -> generator.writeString(value));
        }
        return endArray();
    }

    public DocumentWriter integers(String name, List<Long> values) {
        array(name);
        for (Long value : values) {
            write(() -> generator.writeNumber(value));
        }
        return endArray();
    }

    /** A number as an element of the array that is open. */
    public DocumentWriter element(long value) {
        return write(() -> generator.writeNumber(value));
    }

    /** A string, or null, as an element of the array that is open. */
    public DocumentWriter element(String value) {
        return write(() -> generator.writeString(value));
    }

    /** True or false as an element of the array that is open. */
    public DocumentWriter element(boolean value) {
        return write(() -> generator.writeBoolean(value));
    }

    /** {@code null} as the document itself, or as an element of the array that is open. */
    public DocumentWriter nothing() {
        return write(generator::writeNull);
    }

    /** A value that is JSON text already; the caller vouches for it. Not for YAML. */
    public DocumentWriter raw(String name, String json) {
        return write(() -> {
            generator.writeFieldName(name);
            generator.writeRawValue(json);
        });
    }

    /** A value that is JSON text already, as the document itself or as an element. Not for YAML. */
    public DocumentWriter raw(String json) {
        return write(() -> generator.writeRawValue(json));
    }

    @Override
    public void close() {
        write(() -> {
            generator.close();
            if (format != DocumentFormat.YAML) {
                target.write('\n');
            }
            target.flush();
        });
    }
}
