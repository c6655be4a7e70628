package io.lotusconsole.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Standard output and error as text. Output is buffered; error is flushed line by line, after output. */
final class Output {
    private final Writer out;
    private final Writer err;

    /** Guarded by this: takes the lines it wants instead of stderr; null usually. */
    private Predicate<String> diversion;

    Output(Surroundings surroundings) {
        out = new BufferedWriter(new OutputStreamWriter(surroundings.out(), StandardCharsets.UTF_8), 32 * 1024);
        err = new OutputStreamWriter(surroundings.err(), StandardCharsets.UTF_8);
    }

    Writer out() {
        return out;
    }

    /** Prints a whole text and reports success. */
    int print(String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        flush();
        return ExitStatus.DONE;
    }

    void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a line on stderr in place of the one the cursor stands on, which ends without a line break. */
    synchronized void redraw(String line) {
        try {
            err.write("\r\u001b[K" + line);
            err.flush();
        } catch (IOException e) {
            // stderr is closed; the exit status still tells.
        }
    }

    /** Offers the lines for stderr to somebody first, who returns whether he took one; null ends that. */
    synchronized void divertComplaints(Predicate<String> taker) {
        diversion = taker;
    }

    /** Writes a line to stderr, whatever state stdout is in. Failures are ignored: there is nobody to tell. */
    synchronized void complain(String line) {
        if (diversion != null && diversion.test(line)) {
            return;
        }
        try {
            err.write(line);
            err.write('\n');
            err.flush();
        } catch (IOException e) {
            // stderr is closed; the exit status still tells.
        }
    }
}
