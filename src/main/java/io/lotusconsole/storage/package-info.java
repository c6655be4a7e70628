/**
 * Where the files of sectors are: storage paths of this machine, as Lotus lays them out, and paths that other
 * machines serve. Reads vanilla proofs from both, tells apart why one could not be read, says what of it may be
 * skipped, and serves the own paths to others.
 *
 * <p>Reading only. Nothing in here writes to, moves or deletes anything in a storage path: the sectors are the
 * operator's, and worth more than any proof.
 */
package io.lotusconsole.storage;
