/**
 * The work around a command: the execution unit, the signals of a write to the rest of the server,
 * what goes to logs and replicas, and what is counted.
 *
 * <p>Answers to {@code server.c: call()}, {@code alsoPropagate()}, {@code
 * postExecutionUnitOperations()}, {@code notify.c}, {@code db.c: signalModifiedKey()}. This package
 * uses no value and no database, so that the keyspace can use it. A command that writes calls
 * {@link eightweeks.week3.command.KeyspaceEvents}. One that must be propagated with other arguments
 * calls {@link eightweeks.week3.command.Effects}. One that runs other commands calls {@link
 * eightweeks.week3.command.ExecutionUnit}.
 */
@NullMarked
package eightweeks.week3.command;

import org.jspecify.annotations.NullMarked;
