/**
 * Bytes over the network: a lean POST for cleartext one-shot calls, OkHttp for TLS and WebSocket,
 * an Undertow server.
 *
 * <p>OkHttp and Undertow stay in here. Nothing here knows JSON-RPC or Filecoin. Every wait and every
 * body has a named bound.
 */
package io.lotusconsole.http;
