package io.lotusconsole.manual;

/** A parameter of a command: what the help calls it, and what may stand there. */
public record Parameter(String label, Values values) {}
