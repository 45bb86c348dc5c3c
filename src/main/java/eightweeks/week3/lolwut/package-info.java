/**
 * LOLWUT: every major version of Redis may have a picture, which each call draws anew.
 *
 * <p>Answers to {@code lolwut.c}, {@code lolwut5.c}, {@code lolwut6.c}. The drawing code is our
 * own; options, limits and captions are Redis's. Nothing here touches a key, so this small package
 * is a good place to see what a command needs.
 */
@NullMarked
package eightweeks.week3.lolwut;

import org.jspecify.annotations.NullMarked;
