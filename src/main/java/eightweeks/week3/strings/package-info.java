/** The commands on strings. Answers to {@code t_string.c}. */
@NullMarked
package eightweeks.week3.strings;

import org.jspecify.annotations.NullMarked;
