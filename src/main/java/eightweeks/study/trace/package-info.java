/**
 * {@code bin/study trace}: the way of one command through the rooms of the server, from a live run.
 */
@NullMarked
package eightweeks.study.trace;

import org.jspecify.annotations.NullMarked;
