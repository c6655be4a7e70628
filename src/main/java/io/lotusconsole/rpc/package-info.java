/**
 * JSON-RPC 2.0 in the dialect of go-jsonrpc, over {@code http}: requests, errors, dispatch, cancelling.
 *
 * <p>Knows nothing of Filecoin: method names, permissions and values come from its callers.
 */
package io.lotusconsole.rpc;
