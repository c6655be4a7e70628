package io.lotusconsole.doctor;

/** A variable that is set and does nothing, and a sentence about that. */
public record IdleVariable(String name, String sentence) {}
