package io.lotusconsole.render;

import io.lotusconsole.json.DocumentFormat;
import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.Missing;
import java.util.List;

/** What a command found out, ready to be shown in any form. Immutable. */
public interface Report {
    /** Version of the machine-readable schema. */
    String API_VERSION = DocumentFormat.API_VERSION;

    /** The {@code kind} of the document. */
    String kind();

    /** Text in the view's style. */
    void paint(TextSink out, View view);

    /** One row an item. */
    void paintWide(TextSink out, View view);

    /** The members of the document after {@code apiVersion}, {@code kind} and {@code generatedAt}. */
    void write(DocumentWriter out, View view);

    /** What could not be found out of that which it shows. */
    default List<Missing> missing() {
        return List.of();
    }

    /** Sentences for stderr that go with the text in classic style. */
    default List<String> notes() {
        return List.of();
    }
}
