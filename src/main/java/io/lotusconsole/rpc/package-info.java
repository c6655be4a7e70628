/**
 * JSON-RPC 2.0 in the dialect of go-jsonrpc, both sides: calls and their table, typed errors, dispatch,
 * cancelling.
 *
 * <p>Knows nothing of Filecoin: method names, permissions and values come from its callers. May use
 * {@code http} and {@code json}.
 */
package io.lotusconsole.rpc;
