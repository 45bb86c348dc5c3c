/**
 * Transactions: MULTI, EXEC and DISCARD, and WATCH for those that depend on values read before.
 *
 * <p>Answers to {@code multi.c}. A transaction is a queue of commands with copies of their
 * arguments. A watch marks a key; a change of that key makes EXEC fail. There are no locks, because
 * one thread runs all commands.
 */
@NullMarked
package eightweeks.week3.transactions;

import org.jspecify.annotations.NullMarked;
