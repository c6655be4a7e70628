package io.lotusconsole.manual;

import java.util.Locale;

/**
 * Writes one page in the {@code man} macros, which every roff reads. Text is prose, in which {@code `backquotes`} make
 * bold; what roff would take for a command is escaped.
 */
final class ManPage {
    /** Sources are wrapped so that they can be read and compared. */
    private static final int COLUMNS_MAX = 78;

    /** No text has it. */
    private static final char ITALIC = '\u0001';

    private final StringBuilder out = new StringBuilder(4096);

    /** @param date as {@code 2026-11-22} */
    ManPage(String name, int section, String date, String version, String summary) {
        out.append(".\\\" Made from the commands of the programs by ManPageTest. Not to be edited.\n");
        out.append(".TH \"")
                .append(escaped(name.toUpperCase(Locale.ROOT)))
                .append("\" ")
                .append(section)
                .append(" \"")
                .append(date)
                .append("\" \"")
                .append(version)
                .append("\" \"Lotus proving console\"\n");
        section("NAME").text(name + " - " + summary);
    }

    ManPage section(String title) {
        out.append(".SH ").append(title).append('\n');
        return this;
    }

    ManPage subsection(String title) {
        out.append(".SS ").append(escaped(title)).append('\n');
        return this;
    }

    /** A paragraph after another, or after an item. */
    ManPage paragraph(String prose) {
        out.append(".PP\n");
        return text(prose);
    }

    /** Prose that begins a section or goes on. */
    ManPage text(String prose) {
        int column = 0;
        for (String word : marked(prose.strip()).split(" +")) {
            if (column > 0 && column + 1 + word.length() > COLUMNS_MAX) {
                out.append('\n');
                column = 0;
            }
            if (column > 0) {
                out.append(' ');
            } else if (word.startsWith(".") || word.startsWith("'")) {
                out.append("\\&");
            }
            out.append(word);
            column += word.length() + 1;
        }
        out.append('\n');
        return this;
    }

    /** A tag, which may have {@link #italic} words, with what it means. */
    ManPage item(String tag, String prose) {
        out.append(".TP\n").append(marked(tag)).append('\n');
        return text(prose);
    }

    /** Something to type, on a line of its own. */
    ManPage code(String line) {
        // At the start of a section a paragraph is begun already, and mandoc says so.
        boolean atStart = out.lastIndexOf(".S") == out.lastIndexOf("\n", out.length() - 2) + 1;
        out.append(atStart ? "" : ".PP\n").append(".RS 4\n.nf\n");
        out.append("\\fB").append(escaped(line)).append("\\fR\n.fi\n.RE\n");
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /** Backquotes and names of pages become bold, what is between two of {@link #ITALIC} italic. */
    private static String marked(String text) {
        StringBuilder marked = new StringBuilder();
        boolean bold = false;
        boolean italic = false;
        String pagesMarked = bold(text);
        for (int i = 0; i < pagesMarked.length(); i++) {
            char c = pagesMarked.charAt(i);
            if (c == '`') {
                bold = !bold;
                marked.append(bold ? "\\fB" : "\\fR");
            } else if (c == ITALIC) {
                italic = !italic;
                marked.append(italic ? "\\fI" : "\\fR");
            } else if (c == '\'' && !bold) {
                // An apostrophe, not a quote to type.
                marked.append(c);
            } else {
                marked.append(escaped(String.valueOf(c)));
            }
        }
        if (bold || italic) {
            throw new IllegalArgumentException("a mark is not closed: " + text);
        }
        return marked.toString();
    }

    /** The text with backquotes around each name of a page. */
    private static String bold(String text) {
        return text.replaceAll("(?<![`a-z-])(lotus-[a-z-]+)(?=\\([157]\\))", "`$1`");
    }

    /** A word in italics, for {@link #item} and {@link #text}. */
    static String italic(String word) {
        return ITALIC + word + ITALIC;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("…", "...")
                .replace("~", "\\(ti")
                .replace("^", "\\(ha")
                .replace("`", "\\(ga")
                .replace("'", "\\(aq")
                .replace("\"", "\\(dq");
    }
}
