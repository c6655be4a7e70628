package io.lotusconsole.cli;

import io.lotusconsole.proving.Missing;
import io.lotusconsole.render.Printable;
import io.lotusconsole.rpc.Peer;
import io.lotusconsole.rpc.RpcException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is said of what a report misses: a line a cause, and what can be done about it. */
final class Shortfall {
    /** Lotus's permissions, weakest first; each holds those before it. */
    private static final List<String> PERMISSIONS = List.of("read", "write", "sign", "admin");

    private Shortfall() {}

    /**
     * <pre>
     * missing: deadlines 0-6, 8 (StateMinerPartitions): the full node at 127.0.0.1:1234: disk on fire
     * missing: workers (WorkerStats): lotus-miner at 127.0.0.1:2345: missing permission (need 'admin')
     * note: The token of MINER_API_INFO may not do that; …
     * </pre>
     *
     * @return lines for stderr, without control characters
     */
    static List<String> of(List<Missing> all) {
        List<String> lines = new ArrayList<>();
        Map<String, List<Missing>> causes = new LinkedHashMap<>();
        for (Missing missing : all) {
            causes.computeIfAbsent(why(missing), why -> new ArrayList<>()).add(missing);
        }
        causes.forEach((why, figures) ->
                lines.add(Printable.escape("missing: " + names(figures) + call(figures) + ": " + why)));
        for (String advice : advice(all)) {
            lines.add(Printable.escape("note: " + advice));
        }
        return lines;
    }

    /** One sentence for each thing that is missing, for documents. */
    static List<String> sentences(List<Missing> all) {
        List<String> sentences = new ArrayList<>();
        for (Missing missing : all) {
            sentences.add(missing.name() + call(List.of(missing)) + ": " + why(missing));
        }
        return sentences;
    }

    private static String why(Missing missing) {
        if (missing.cause() instanceof RpcException.Remote refusal && refusal.isMissingPermission()) {
            // The server's own words name the call, and then no two calls would have one cause.
            return refusal.peer() + ": missing permission (need '" + refusal.missingPermission() + "')";
        }
        ErrorReporter.Failure told = ErrorReporter.ofNodeWithoutCall(missing.cause());
        return told == null ? missing.failure() : told.what();
    }

    /** {@code " (ChainHead)"}: the one call that all of these lack; empty if there is no such one. */
    private static String call(List<Missing> figures) {
        String call = null;
        for (Missing missing : figures) {
            String method = missing.cause() instanceof RpcException failure ? failure.method() : null;
            if (method == null || call != null && !call.equals(method)) {
                return "";
            }
            call = method;
        }
        return call == null ? "" : " (" + call + ")";
    }

    /** {@code power, deadlines 0-6, 8}. */
    private static String names(List<Missing> figures) {
        StringBuilder names = new StringBuilder();
        int i = 0;
        while (i < figures.size()) {
            Missing first = figures.get(i);
            int end = i + 1;
            while (end < figures.size()
                    && first.number() >= 0
                    && figures.get(end).what().equals(first.what())) {
                end++;
            }
            names.append(names.length() == 0 ? "" : ", ");
            names.append(end == i + 1 ? first.name() : first.what() + "s " + ranges(figures.subList(i, end)));
            i = end;
        }
        return names.toString();
    }

    /** {@code 0-6, 8}. */
    private static String ranges(List<Missing> ascending) {
        StringBuilder ranges = new StringBuilder();
        int i = 0;
        while (i < ascending.size()) {
            int last = i;
            while (last + 1 < ascending.size()
                    && ascending.get(last + 1).number() == ascending.get(last).number() + 1) {
                last++;
            }
            ranges.append(ranges.length() == 0 ? "" : ", ")
                    .append(ascending.get(i).number());
            ranges.append(last == i ? "" : "-" + ascending.get(last).number());
            i = last + 1;
        }
        return ranges.toString();
    }

    /** Every advice once; of what the token did not allow, that for the strongest permission a node asked for. */
    private static Set<String> advice(List<Missing> all) {
        Map<Peer, RpcException.Remote> refusals = new LinkedHashMap<>();
        Set<String> advice = new LinkedHashSet<>();
        for (Missing missing : all) {
            ErrorReporter.Failure told = ErrorReporter.ofNode(missing.cause());
            if (missing.cause() instanceof RpcException.Remote remote && remote.isMissingPermission()) {
                refusals.merge(remote.peer(), remote, Shortfall::stronger);
            } else if (told != null && told.advice() != null) {
                advice.add(told.advice());
            }
        }
        refusals.values()
                .forEach(refusal -> advice.add(ErrorReporter.ofNode(refusal).advice()));
        return advice;
    }

    private static RpcException.Remote stronger(RpcException.Remote one, RpcException.Remote other) {
        return PERMISSIONS.indexOf(other.missingPermission()) > PERMISSIONS.indexOf(one.missingPermission())
                ? other
                : one;
    }
}
