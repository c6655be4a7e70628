package io.lotusconsole;

/** {@code lotus-miner}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {}
}
