package io.lotusconsole.support;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything that a real worker and a real miner said to each other, of {@code worker-wire}. */
public final class WireRecording {
    /** Who was called. */
    public enum Side {
        MINER,
        WORKER
    }

    /**
     * One call and its answer.
     *
     * @param place in the recording, by which calls of both sides are in order
     * @param method without its namespace
     * @param params as {@link JsonScan#value} reads them
     * @param headers of the request
     * @param request its body
     * @param answer the body of the answer; null if none was recorded
     * @param answerHeaders null if none was recorded
     */
    public record Call(
            Side side,
            int place,
            String method,
            List<?> params,
            Map<String, String> headers,
            String request,
            String answer,
            Map<String, String> answerHeaders) {
        /** Method and parameters as one text. */
        public String question() {
            return method + JsonScan.canonical(params);
        }

        private Call answered(String text, Map<String, String> given) {
            return new Call(side, place, method, params, headers, request, text, given);
        }
    }

    private static final String NAMESPACE = "Filecoin.";

    private final List<Call> calls = new ArrayList<>();

    private WireRecording() {}

    /** @param name of the file, without its ending */
    public static WireRecording of(String name) {
        WireRecording recording = new WireRecording();
        Map<String, Integer> open = new HashMap<>();
        for (String line :
                Fixtures.text(Fixtures.path("worker-wire", name + ".ndjson")).split("\n")) {
            Map<?, ?> event = (Map<?, ?>) JsonScan.value(line);
            Side side = event.get("side").equals("miner") ? Side.MINER : Side.WORKER;
            String body = (String) event.get("body");
            Map<?, ?> frame = (Map<?, ?>) JsonScan.value(body);
            String key = side + " " + frame.get("id");
            if (event.get("kind").equals("http-req")) {
                open.put(key, recording.calls.size());
                recording.calls.add(new Call(
                        side,
                        recording.calls.size(),
                        ((String) frame.get("method")).substring(NAMESPACE.length()),
                        (List<?>) frame.get("params"),
                        texts(event.get("headers")),
                        body,
                        null,
                        null));
            } else {
                int place = open.remove(key);
                Call asked = recording.calls.get(place);
                recording.calls.set(place, asked.answered(body, texts(event.get("headers"))));
            }
        }
        return recording;
    }

    private static Map<String, String> texts(Object members) {
        Map<String, String> texts = new HashMap<>();
        ((Map<?, ?>) members).forEach((name, value) -> texts.put((String) name, (String) value));
        return texts;
    }

    /** The calls of one side, the first first. */
    public List<Call> calls(Side side) {
        return calls.stream().filter(call -> call.side() == side).toList();
    }

    /** The one call of a method. */
    public Call only(Side side, String method) {
        List<Call> found = calls(side).stream()
                .filter(call -> call.method().equals(method))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " calls of " + method);
        }
        return found.get(0);
    }
}
