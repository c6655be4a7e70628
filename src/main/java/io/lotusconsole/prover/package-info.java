/**
 * Making and checking proofs of space-time, as the rest of the product sees it: the port, its values and
 * errors, the challenges, and what guards and orders calls.
 *
 * <p>Nothing here calls native code; {@code prover.ffi} does, behind {@link io.lotusconsole.prover.Prover}.
 * Nothing here knows of miners, the wire or storage paths; files of a sector are only looked at to say what
 * is wrong with them. Choosing sectors, skipping and retrying belong to {@code worker}.
 */
package io.lotusconsole.prover;
