package io.lotusconsole.json;

/** How a document is written: {@code -o json}, {@code yaml} or {@code ndjson}. */
public enum DocumentFormat {
    /** Indented by two spaces, a line feed after the document. */
    JSON,
    /** One YAML document with its {@code ---} line. */
    YAML,
    /** The JSON document on one line. */
    NDJSON;

    /** Version of every document's schema. */
    public static final String API_VERSION = "lotus-console/v1";
}
