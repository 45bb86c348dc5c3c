/**
 * What happens around a command: the execution unit, what a write tells the rest of the server,
 * what goes to logs and replicas, and what is counted.
 *
 * <p>Answers to {@code server.c: call()}, {@code alsoPropagate()}, {@code
 * postExecutionUnitOperations()}, {@code notify.c}, {@code db.c: signalModifiedKey()}. This room
 * knows no value and no database: it stands below the keyspace, which uses it. {@link
 * eightweeks.week3.command.Changes} is what a command that writes needs, {@link
 * eightweeks.week3.command.Effects} where it is to be replicated in other words, {@link
 * eightweeks.week3.command.ExecutionUnit} whoever runs commands inside commands.
 */
@NullMarked
package eightweeks.week3.command;

import org.jspecify.annotations.NullMarked;
