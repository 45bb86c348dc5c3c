/**
 * The course command, {@code bin/study}: what a learner calls.
 *
 * <p>A tool beside the server: nothing here is part of a week, and of its packages only {@code
 * serve} uses classes of a week. The packages: {@code course} (the days, their exercises), {@code
 * check} (compile, graft, test), {@code desk} (a learner's files and progress), {@code lesson}
 * (messages that teach), {@code serve} (the server with a learner's classes), {@code doctor} (what
 * the machine must have).
 */
@NullMarked
package eightweeks.study;

import org.jspecify.annotations.NullMarked;
