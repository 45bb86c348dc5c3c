/**
 * The settings of the server: redis.conf, the command line, and CONFIG.
 *
 * <p>Answers to {@code config.c}. A setting is a {@link eightweeks.week1.config.Directive}: a typed
 * object that the feature which declares it keeps and reads. All of them are in one {@link
 * eightweeks.week1.config.Config}, to which every week adds its own; {@link
 * eightweeks.week1.config.ConfigReader} fills them from files and the command line, {@link
 * eightweeks.week1.config.ConfigGet}, {@link eightweeks.week1.config.ConfigSet} and {@link
 * eightweeks.week1.config.ConfigRewriter} serve the running server. The package {@code
 * eightweeks.tocome} adds the directives of weeks that are not installed.
 *
 * <p>Values are bytes, as everything in Redis. Here they are texts with one character a byte
 * ({@link eightweeks.week1.bytes.Ascii#text}), so that they can contain any byte.
 */
@NullMarked
package eightweeks.week1.config;

import org.jspecify.annotations.NullMarked;
