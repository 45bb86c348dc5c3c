/**
 * TLS: the same conversation, through an encrypted connection.
 *
 * <p>Answers to {@code tls.c}. {@link eightweeks.week1.tls.TlsFeature} adds the directives and a
 * kind of listener; {@link eightweeks.week1.tls.Tls} holds the {@link
 * eightweeks.week1.tls.TlsContext} in force, which is made of PEM files and replaced as a whole
 * when a directive changes; {@link eightweeks.week1.tls.TlsConnection} wraps a connection so that
 * nobody behind it sees a difference. The cryptography is the JDK's.
 *
 * <p>It is the one room where chance and time do not come through the loop: the JDK draws its keys
 * from a generator of its own, and compares certificates with a clock of its own. Nothing that the
 * server does depends on what it draws.
 */
@NullMarked
package eightweeks.week6.tls;

import org.jspecify.annotations.NullMarked;
