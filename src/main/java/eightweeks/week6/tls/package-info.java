/**
 * TLS: a connection type that plugs in.
 *
 * <p>Answers to {@code tls.c}. {@link eightweeks.week6.tls.TlsFeature} adds the directives, the
 * type and a port for it; {@link eightweeks.week6.tls.TlsConnectionType} holds the {@link
 * eightweeks.week6.tls.TlsContext} in force, which is made of PEM files ({@code week6.pem}) and
 * replaced as a whole when a directive changes. {@link eightweeks.week6.tls.TlsConnection} is a
 * connection around a socket: it watches the socket with its own handlers and calls those of its
 * user. Weeks 1 to 5 know connections and their types only. The cryptography is the JDK's.
 *
 * <p>This is the one package where chance and time do not come through the loop: the JDK draws its
 * keys from its own generator, and compares certificates with its own clock. Nothing that the
 * server does depends on what it draws.
 */
@NullMarked
package eightweeks.week6.tls;

import org.jspecify.annotations.NullMarked;
