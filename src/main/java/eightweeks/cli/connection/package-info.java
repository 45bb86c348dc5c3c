/**
 * The connection to a server: opening it, with TLS or without, authentication, HELLO and SELECT,
 * and connecting anew when it was lost.
 *
 * <p>Answers to redis-cli.c: cliConnect(), cliAuth(), cliSelect(), cliSwitchProto().
 */
@NullMarked
package eightweeks.cli.connection;

import org.jspecify.annotations.NullMarked;
