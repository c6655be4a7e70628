/**
 * JSON and YAML: a strict streaming reader and one writer for every machine-readable output.
 *
 * <p>Jackson's streaming layer stays in here (and in the codecs of {@code lotus}); databind is not
 * used at all, for it costs every command 40 ms. Nothing here knows Filecoin.
 */
package io.lotusconsole.json;
