package io.lotusconsole.cli;

import io.lotusconsole.http.HttpFault;
import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.lotus.NodeKind;
import io.lotusconsole.render.PrintStopped;
import io.lotusconsole.render.Printable;
import io.lotusconsole.render.Style;
import io.lotusconsole.rpc.Peer;
import io.lotusconsole.rpc.RpcException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * The one place where a failure becomes text and exit status.
 *
 * <p>In our style a failure is one or two lines: what failed and why, then what to do. In Lotus's style
 * it is {@code ERROR: why} and an empty line, status 1.
 */
final class ErrorReporter {
    private final Surroundings surroundings;
    private final boolean debug;
    private Style style;
    private Arguments arguments;

    ErrorReporter(Surroundings surroundings, Style style, boolean debug) {
        this.surroundings = surroundings;
        this.style = style;
        this.debug = debug;
    }

    /** Takes a command line that is being read: as far as it came, it says whose help goes with an error. */
    void reading(Arguments begun) {
        arguments = begun;
    }

    /** Takes the style and the command from a command line that could be read. */
    void use(Arguments read) {
        arguments = read;
        style = read.style();
    }

    /** The status of a command that did not fail; Lotus's style knows no partial answers. */
    int ownStatus(int status) {
        return style == Style.LOTUS && status == ExitStatus.PARTIAL ? ExitStatus.DONE : status;
    }

    /** Says what happened on stderr and returns the exit status. */
    int report(Throwable thrown, Output output) {
        Throwable failure = thrown;
        if (failure instanceof UncheckedIOException closed && isStdoutGone(closed.getCause())) {
            return ExitStatus.DONE;
        }
        try {
            output.flush();
        } catch (UncheckedIOException e) {
            if (isStdoutGone(e.getCause())) {
                return ExitStatus.DONE;
            }
            failure = e;
        }
        Failure told = describe(failure);
        if (style == Style.LOTUS) {
            return reportAsLotus(failure, told, output);
        }
        if (failure instanceof UnknownCommandException) {
            output.complain(Printable.escape(told.what()));
        } else {
            output.complain("ERROR: " + Printable.escape(told.what()));
        }
        if (told.advice() != null) {
            output.complain(Printable.escape(told.advice()));
        }
        complainStack(failure, output);
        return told.status();
    }

    private int reportAsLotus(Throwable failure, Failure told, Output output) {
        if (failure instanceof UnknownCommandException) {
            output.complain(Printable.escape(told.what()));
            return ExitStatus.UNKNOWN_COMMAND;
        }
        String what = told.what();
        if (failure instanceof RpcException.Remote remote) {
            what = lotusWords(remote);
        } else if (failure instanceof UsageException usage) {
            what = usage.getMessage();
            if (usage.isAboutFlags()) {
                String help = arguments == null ? "" : HelpText.of(arguments);
                output.print("Incorrect Usage: " + what + "\n\n" + help);
            }
        }
        output.complain("ERROR: " + Printable.escape(what) + "\n");
        complainStack(failure, output);
        return ExitStatus.FAILED;
    }

    /** What Lotus prints of a node's refusal. */
    static String lotusWords(RpcException.Remote refusal) {
        boolean reserved = refusal.code() >= -32768 && refusal.code() <= -32000;
        return reserved ? "RPC error (" + refusal.code() + "): " + refusal.getMessage() : refusal.getMessage();
    }

    private void complainStack(Throwable failure, Output output) {
        if (debug) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            output.complain(trace.toString());
        }
    }

    /** EPIPE: the reader has what it wanted. */
    private static boolean isStdoutGone(IOException e) {
        String message = e.getMessage();
        return message != null && (message.contains("Broken pipe") || message.contains("Stream Closed"));
    }

    /** What is said about a failure. @param advice null if there is nothing to add */
    record Failure(String what, String advice, int status) {}

    /** What is said about a failure to get something from a node; null about any other, or none. */
    static Failure ofNode(Throwable failure) {
        if (failure instanceof RpcException rpc) {
            return describeCall(rpc, rpc.method());
        }
        if (failure instanceof ApiInfoException info) {
            int status = info.isNotRunning() ? ExitStatus.NOT_REACHABLE : ExitStatus.USAGE;
            return new Failure(info.getMessage(), info.advice(), status);
        }
        return null;
    }

    /** As {@link #ofNode}, but what was called is not said: for several calls that failed alike. */
    static Failure ofNodeWithoutCall(Throwable failure) {
        return failure instanceof RpcException rpc ? describeCall(rpc, null) : ofNode(failure);
    }

    private Failure describe(Throwable failure) {
        Failure ofNode = ofNode(failure);
        if (ofNode != null) {
            return ofNode;
        }
        if (failure instanceof UsageException usage) {
            return new Failure(usage.getMessage(), usage.advice(), ExitStatus.USAGE);
        }
        if (failure instanceof UnknownCommandException) {
            String advice = "`" + surroundings.program() + " --help` lists the commands.";
            return new Failure(failure.getMessage(), advice, ExitStatus.UNKNOWN_COMMAND);
        }
        if (failure instanceof CommandFailure own) {
            return new Failure(own.getMessage(), own.advice(), own.status());
        }
        if (failure instanceof PrintStopped) {
            return new Failure(failure.getMessage(), null, ExitStatus.FAILED);
        }
        if (failure instanceof UncheckedIOException io) {
            String why = io.getCause().getMessage();
            return new Failure("cannot write the output: " + why, null, ExitStatus.FAILED);
        }
        if (failure instanceof LinkageError) {
            return new Failure(
                    "this installation is incomplete: " + failure, "Build or unpack it again.", ExitStatus.FAILED);
        }
        if (failure instanceof OutOfMemoryError) {
            return new Failure(
                    "the answer is too large for the memory allowed",
                    "LOTUS_CONSOLE_JAVA_OPTIONS=-Xmx1g allows more.",
                    ExitStatus.FAILED);
        }
        return new Failure(
                "internal error: " + failure,
                "This is a bug of the console; run it again with --debug and report what it prints.",
                ExitStatus.FAILED);
    }

    private static Failure describeCall(RpcException failure, String called) {
        Peer peer = failure.peer() == null
                ? new Peer("the server", "its address", "the configuration", true, "lotus-miner", "admin", false)
                : failure.peer();
        String why = failure.getMessage();
        String call = called == null ? "" : called + ": ";
        if (failure instanceof RpcException.Unreachable file && file.kind() == HttpFault.Kind.BAD_TRUST_FILE) {
            return new Failure(why, "--cacert takes a PEM file with certificates.", ExitStatus.USAGE);
        }
        if (failure instanceof RpcException.BadStatus status && status.isFromProxy()) {
            return new Failure(
                    peer + " is not reachable: " + why,
                    "Is it running? The address comes from " + peer.source() + ".",
                    ExitStatus.NOT_REACHABLE);
        }
        if (failure instanceof RpcException.Unreachable unreachable) {
            return new Failure(
                    peer + " is not reachable: " + why, adviceFor(unreachable.kind(), peer), ExitStatus.NOT_REACHABLE);
        }
        if (failure instanceof RpcException.Unauthorized && !peer.hasToken()) {
            return new Failure(
                    peer + " wants a token, and there is none in " + peer.source(),
                    apiInfoCommand(peer, peer.permission()) + " prints TOKEN:ADDRESS.",
                    ExitStatus.NOT_ALLOWED);
        }
        if (failure instanceof RpcException.Unauthorized) {
            return new Failure(
                    peer + ": " + why,
                    "The token comes from " + peer.source() + "; " + apiInfoCommand(peer, peer.permission())
                            + " prints a right one.",
                    ExitStatus.NOT_ALLOWED);
        }
        if (failure instanceof RpcException.Remote remote) {
            if (remote.isMissingPermission()) {
                return new Failure(peer + ": " + why, tokenAdvice(remote, peer), ExitStatus.NOT_ALLOWED);
            }
            return new Failure(peer + ": " + call + why, null, ExitStatus.FAILED);
        }
        if (failure instanceof RpcException.TimedOut) {
            return new Failure(
                    peer + ": " + call + why, "--timeout gives it longer, such as --timeout 5m.", ExitStatus.TIMED_OUT);
        }
        if (failure instanceof RpcException.Closed) {
            return new Failure(
                    peer + ": " + why,
                    "Is it being restarted? Look at its log, then try again. The address comes from " + peer.source()
                            + ".",
                    ExitStatus.NOT_REACHABLE);
        }
        if (failure.getCause() instanceof HttpFault fault && fault.kind() == HttpFault.Kind.BEYOND_MEMORY) {
            return new Failure(
                    peer + ": " + why,
                    "LOTUS_CONSOLE_JAVA_OPTIONS=-Xmx1g allows more, and an address with /http needs less than /ws.",
                    ExitStatus.FAILED);
        }
        return new Failure(
                peer + " gave no usable answer" + (called == null ? "" : " to " + called) + ": " + why,
                "Is that the port of its API? The address comes from " + peer.source() + ".",
                ExitStatus.FAILED);
    }

    /** Which command makes a token that may do what was refused. */
    private static String tokenAdvice(RpcException.Remote refusal, Peer peer) {
        String permission = refusal.missingPermission();
        if (!peer.hasToken()) {
            return "There is no token in " + peer.source() + "; " + apiInfoCommand(peer, permission)
                    + " prints TOKEN:ADDRESS.";
        }
        return "The token of " + peer.source() + " may not do that; `" + peer.tokenProgram()
                + " auth create-token --perm " + permission + "` on " + tokenHost(peer) + " makes one that may.";
    }

    private static String apiInfoCommand(Peer peer, String permission) {
        return "`" + peer.tokenProgram() + " auth api-info --perm " + permission + "` on " + tokenHost(peer);
    }

    /** Where tokens for it are made: a worker makes none. */
    private static String tokenHost(Peer peer) {
        return peer.title().equals(NodeKind.WORKER.title()) ? "its miner's host" : peer.title() + "'s host";
    }

    private static String adviceFor(HttpFault.Kind kind, Peer peer) {
        return switch (kind) {
            case TLS_MISMATCH ->
                "Change the address in " + peer.source()
                        + (peer.isWebSocket()
                                ? ": /ws or ws:// for cleartext, /wss or wss:// for TLS."
                                : ": /http or http:// for cleartext, /https or https:// for TLS.");
            case BAD_CERTIFICATE -> "--cacert FILE names the certificate authority to trust.";
            case UNRESOLVED -> "Check the host name in " + peer.source() + ".";
            case NOT_HTTP -> "Is that the port of its API? The address comes from " + peer.source() + ".";
            default -> "Is it running? The address comes from " + peer.source() + ".";
        };
    }
}
