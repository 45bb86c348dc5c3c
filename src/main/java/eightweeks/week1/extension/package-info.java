/**
 * The ways for a later week to reach an earlier one: {@link eightweeks.week1.extension.Hook},
 * {@link eightweeks.week1.extension.Registry} and {@link eightweeks.week1.extension.Service}.
 *
 * <p>The week that owns a hook, registry or service declares it; later weeks add to it while the
 * server is being built. Nothing in this package knows commands or sockets.
 */
@NullMarked
package eightweeks.week1.extension;

import org.jspecify.annotations.NullMarked;
