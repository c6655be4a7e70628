package io.lotusconsole.cli;

import io.lotusconsole.manual.LiveValues;
import java.util.Collections;
import java.util.Iterator;

/** Stands in picocli's model for values that only {@link LiveCompletion} can tell; none itself. */
record LiveCandidates(LiveValues kind) implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Collections.emptyIterator();
    }
}
