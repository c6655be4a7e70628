/**
 * The binding to the proof library of {@code src/main/rust}: the mapping of its entries, the loader that finds
 * it, and the adapter.
 *
 * <p>Nothing here decides anything: it turns values into bytes, calls, and turns the status into a {@link
 * io.lotusconsole.prover.ProverException}. No type of JNA leaves this package.
 */
package io.lotusconsole.prover.ffi;
