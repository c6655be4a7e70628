package io.lotusconsole.doctor;

import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.Routing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What a miner's {@code config.toml} says of its local proving ({@code node/config/types.go}, {@code ProvingConfig}).
 *
 * @param file that it was read from
 */
public record MinerConfig(boolean isWindowOff, boolean isWinningOff, Path file) {
    private static final String SECTION = "[Proving]";
    private static final String WINDOW = "DisableBuiltinWindowPoSt";
    private static final String WINNING = "DisableBuiltinWinningPoSt";

    /** A larger one is no configuration. */
    private static final long BYTES_MAX = 4 << 20;

    boolean isOff(PoStKind kind) {
        return kind == PoStKind.WINDOW ? isWindowOff : isWinningOff;
    }

    /** The same as the route of a proof has it. */
    public Routing.Switches switches() {
        return new Routing.Switches(localProving(PoStKind.WINDOW), localProving(PoStKind.WINNING));
    }

    private Routing.LocalProving localProving(PoStKind kind) {
        return isOff(kind) ? Routing.LocalProving.OFF : Routing.LocalProving.ON;
    }

    static String key(PoStKind kind) {
        return kind == PoStKind.WINDOW ? WINDOW : WINNING;
    }

    /**
     * Reads the file of a repository; without one, as with a line that is commented out, the defaults hold.
     *
     * @throws IOException if it cannot be read; its message names the file
     */
    public static MinerConfig read(Path repository) throws IOException {
        Path file = repository.resolve("config.toml");
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new IOException(file + " is too large to be what it should be");
            }
            return parse(Files.readString(file), file);
        } catch (NoSuchFileException e) {
            return new MinerConfig(false, false, file);
        } catch (java.nio.file.AccessDeniedException e) {
            throw new IOException(file + " may not be read", e);
        }
    }

    static MinerConfig parse(String toml, Path file) {
        boolean isWindowOff = false;
        boolean isWinningOff = false;
        boolean isInside = false;
        for (String line : toml.lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                isInside = line.replace(" ", "").startsWith(SECTION);
            } else if (isInside) {
                isWindowOff |= isSet(line, WINDOW);
                isWinningOff |= isSet(line, WINNING);
            }
        }
        return new MinerConfig(isWindowOff, isWinningOff, file);
    }

    /** {@code NAME = true}, and perhaps a comment. */
    private static boolean isSet(String line, String name) {
        int equals = line.indexOf('=');
        if (equals < 0 || !line.substring(0, equals).strip().equals(name)) {
            return false;
        }
        String value = line.substring(equals + 1);
        int comment = value.indexOf('#');
        return (comment < 0 ? value : value.substring(0, comment)).strip().equals("true");
    }
}
