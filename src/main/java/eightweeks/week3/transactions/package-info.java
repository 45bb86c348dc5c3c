/**
 * Transactions: MULTI, EXEC and DISCARD, and WATCH for those that depend on what a client has seen.
 *
 * <p>Answers to {@code multi.c}. A transaction is a queue of commands with words of their own, and
 * a watch is a note at a key that spoils it: no lock is ever taken, because one thread runs
 * everything.
 */
@NullMarked
package eightweeks.week3.transactions;

import org.jspecify.annotations.NullMarked;
