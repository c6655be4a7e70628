package io.lotusconsole.cli;

import io.lotusconsole.json.DocumentFormat;

/** The values of {@code -o}. */
enum OutputFormat {
    TEXT(null),
    WIDE(null),
    JSON(DocumentFormat.JSON),
    YAML(DocumentFormat.YAML),
    NDJSON(DocumentFormat.NDJSON);

    private final DocumentFormat document;

    OutputFormat(DocumentFormat document) {
        this.document = document;
    }

    /** The document's format; null for text. */
    DocumentFormat document() {
        return document;
    }

    static OutputFormat parse(String text) throws UsageException {
        for (OutputFormat format : values()) {
            if (format.name().equalsIgnoreCase(text)) {
                return format;
            }
        }
        throw UsageException.ofFlag(
                "invalid value \"" + text + "\" for flag -o", "One of text, wide, json, yaml, ndjson.");
    }
}
