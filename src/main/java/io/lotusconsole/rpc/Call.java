package io.lotusconsole.rpc;

/**
 * One call to be made.
 *
 * @param method full name, namespace included
 * @param params JSON array text
 * @param timeoutMillis time limit from the start to the last byte of the answer, 0 for none
 */
public record Call<T>(String method, String params, ResultDecoder<T> decoder, long timeoutMillis) {}
