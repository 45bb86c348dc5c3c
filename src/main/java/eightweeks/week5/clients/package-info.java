/**
 * Clients that cost too much: how much output may wait for one, and CLIENT KILL.
 *
 * <p>Answers to {@code networking.c: checkClientOutputBufferLimits()}, {@code clientCommand()}.
 */
@NullMarked
package eightweeks.week5.clients;

import org.jspecify.annotations.NullMarked;
