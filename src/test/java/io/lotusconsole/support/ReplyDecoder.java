package io.lotusconsole.support;

/** The client's way from the text of a reply to its records: the seam of the decoding tests. */
public interface ReplyDecoder {
    /**
     * Decodes one whole reply, envelope included, as the answer to a call.
     *
     * @param method as on the wire, such as {@code Filecoin.WorkerStats}; a method that the client never
     *     calls is decoded as an envelope with any result
     * @throws Exception if the reply is an error object or cannot be decoded
     */
    void decode(String method, String replyText) throws Exception;
}
