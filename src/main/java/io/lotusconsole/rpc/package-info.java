/**
 * JSON-RPC 2.0 in the dialect of go-jsonrpc: calls, their table, typed errors, dispatch.
 *
 * <p>Knows nothing of Filecoin: no method name, no record. May use {@code http} and {@code json}.
 */
package io.lotusconsole.rpc;
