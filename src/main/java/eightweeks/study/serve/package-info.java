/**
 * The server with a learner's classes in place. The only package of the course that knows the
 * weeks; it is compiled with them, not with the tool.
 */
@NullMarked
package eightweeks.study.serve;

import org.jspecify.annotations.NullMarked;
