/**
 * The settings of the server: redis.conf, the command line, and CONFIG.
 *
 * <p>Answers to {@code config.c}. A setting is a {@link eightweeks.week1.config.Directive}: a typed
 * object that the feature which declares it keeps and reads. All of them stand in one {@link
 * eightweeks.week1.config.Config}, where every week adds its own; {@link
 * eightweeks.week1.config.ConfigReader} fills them from files and the command line, {@link
 * eightweeks.week1.config.ConfigGet}, {@link eightweeks.week1.config.ConfigSet} and {@link
 * eightweeks.week1.config.ConfigRewriter} serve the running server. {@link
 * eightweeks.week1.config.DirectivesToCome} knows the names whose weeks are not there yet.
 *
 * <p>Values are bytes, as everything in Redis. Here they are carried as text with one character a
 * byte ({@link eightweeks.week1.bytes.Ascii#text}), so that any byte survives.
 */
@NullMarked
package eightweeks.week1.config;

import org.jspecify.annotations.NullMarked;
