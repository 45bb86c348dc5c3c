/**
 * From a learner's files to a verdict: compile them, put them in place of the classes of the
 * server, run one class of tests.
 */
@NullMarked
package eightweeks.study.check;

import org.jspecify.annotations.NullMarked;
