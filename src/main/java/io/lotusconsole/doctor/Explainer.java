package io.lotusconsole.doctor;

/** Turns a failure to ask a node into words, as the rest of the console does. */
public interface Explainer {
    /** What failed, in one clause, and what to do about it; no remedy is null. */
    record Explanation(String what, String remedy) {}

    Explanation explain(Exception failure);
}
