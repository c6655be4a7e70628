package io.lotusconsole.support;

import java.util.List;

/**
 * One recorded call and its answer.
 *
 * @param source the name of the recording it was seen in, or {@code catalog}
 * @param api who answered
 * @param method as on the wire
 * @param params as {@link JsonScan#value} reads them
 * @param replyText the answer's text, byte for byte
 * @param reply the answer, ready to be given again
 */
record Exchange(String source, Api api, String method, List<?> params, String replyText, Reply reply) {}
