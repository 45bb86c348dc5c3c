/**
 * The server with a learner's classes in place. Like {@code study.measure} it knows the weeks, so
 * it is compiled with them, not with the tool.
 */
@NullMarked
package eightweeks.study.serve;

import org.jspecify.annotations.NullMarked;
