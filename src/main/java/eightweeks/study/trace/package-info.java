/**
 * {@code bin/study trace}: the way of one command through the packages of the server, from a live
 * run.
 */
@NullMarked
package eightweeks.study.trace;

import org.jspecify.annotations.NullMarked;
