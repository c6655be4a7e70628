package io.lotusconsole.lotus;

import io.lotusconsole.http.Endpoint;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Finds out where a node is: environment first, repository files second, as Lotus looks
 * ({@code cli/util/api.go}). Reads two small files at most; tells what the user should know in {@link
 * Location#notes}.
 */
public final class ApiLocator {
    /** An {@code api} or {@code token} file is a line; anything longer is not one. */
    private static final int FILE_BYTES_MAX = 64 * 1024;

    private final UnaryOperator<String> environment;

    /** @param environment the value of a variable, or null */
    public ApiLocator(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    /**
     * Where a node is.
     *
     * @param token null if there is none
     * @param source the variable or file it came from, for messages
     * @param notes sentences for stderr
     */
    public record Location(Endpoint endpoint, ApiToken token, String source, List<String> notes) {}

    /**
     * @param repository directory to read if no variable is set
     * @param repositoryAsked whether the user named the directory on the command line
     * @param repositoryNote a sentence to note if it is read; null for none
     */
    public Location locate(NodeKind kind, Path repository, boolean repositoryAsked, String repositoryNote)
            throws ApiInfoException {
        List<String> notes = new ArrayList<>();
        String variable = kind.variable();
        String value = environment.apply(variable);
        if (value == null && kind.deprecatedVariable() != null) {
            value = environment.apply(kind.deprecatedVariable());
            if (value != null) {
                variable = kind.deprecatedVariable();
                notes.add(variable + " is deprecated; use " + kind.variable() + ".");
            }
        }
        if (value == null) {
            if (repositoryNote != null) {
                notes.add(repositoryNote);
            }
            return ofRepository(kind, repository, notes);
        }
        if (repositoryAsked) {
            notes.add("the repository on the command line is not used: " + variable + " is set and wins, as in Lotus.");
        }
        return ofVariable(kind, variable, value, notes);
    }

    private Location ofVariable(NodeKind kind, String variable, String value, List<String> notes)
            throws ApiInfoException {
        String cleaned = PastedLine.clean(value);
        if (!cleaned.equals(value)) {
            String pasted = PastedLine.variable(value);
            boolean ofAnother = pasted != null && !pasted.equals(kind.variable()) && !pasted.equals(variable);
            notes.add(variable + " held a pasted line" + (ofAnother ? " of " + pasted : "")
                    + "; used the part that is TOKEN:ADDRESS"
                    + (ofAnother ? ", which may be of another program than " + kind.title() : "") + ".");
        }
        if (cleaned.isEmpty()) {
            throw new ApiInfoException(
                    variable + " is set but empty", "Unset it, or put TOKEN:/ip4/ADDRESS/tcp/PORT/http into it.");
        }
        int comma = cleaned.indexOf(',');
        if (comma >= 0) {
            notes.add(variable + " names several addresses; only the first is used.");
            cleaned = cleaned.substring(0, comma);
        }
        ApiInfo info = ApiInfo.parse(cleaned, variable);
        return new Location(info.endpoint(kind.rpcPath(), variable), info.token(), variable, notes);
    }

    private Location ofRepository(NodeKind kind, Path repository, List<String> notes) throws ApiInfoException {
        boolean exists = Files.exists(repository.resolve("datastore")) || Files.exists(repository.resolve("keystore"));
        if (!exists) {
            throw new ApiInfoException(
                    "no address for " + kind.title() + ": " + kind.variable() + " is not set, and " + repository
                            + " is no repository",
                    kind == NodeKind.WORKER
                            ? "Name the repository of a worker with --worker-repo, or set " + kind.variable()
                                    + "=TOKEN:/ip4/ADDRESS/tcp/PORT/http; TOKEN is one of its miner's."
                            : "Set " + kind.variable() + "=TOKEN:/ip4/ADDRESS/tcp/PORT/http; on " + kind.title()
                                    + "'s host `" + kind.tokenProgram() + " auth api-info --perm " + kind.permission()
                                    + "` prints it.");
        }
        Path apiFile = repository.resolve("api");
        String address = read(apiFile);
        if (address == null) {
            throw ApiInfoException.notRunning(
                    "no address for " + kind.title() + ": " + apiFile + " does not exist, so it is not running",
                    "Start it, or set " + kind.variable() + " to reach another one.");
        }
        Path tokenFile = repository.resolve("token");
        String token = read(tokenFile);
        if (token == null) {
            notes.add("no token: " + tokenFile + " does not exist.");
        }
        ApiInfo info = new ApiInfo(
                token == null || token.isEmpty() ? null : new ApiToken(token, tokenFile.toString()), address);
        return new Location(info.endpoint(kind.rpcPath(), apiFile.toString()), info.token(), apiFile.toString(), notes);
    }

    private static String read(Path file) throws ApiInfoException {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new ApiInfoException(file + " is too large to be what it should be", "Look at it.");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new ApiInfoException(file + " is not a file", "Look at it.");
            }
            return Files.readString(file, StandardCharsets.UTF_8).trim();
        } catch (NoSuchFileException e) {
            return null;
        } catch (CharacterCodingException e) {
            throw new ApiInfoException(file + " is not text", "Look at it.");
        } catch (IOException e) {
            throw new ApiInfoException("cannot read " + file, "Check its owner and mode.");
        }
    }
}
