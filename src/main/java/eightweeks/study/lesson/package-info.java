/**
 * Failures that teach. The tests of exercises say with these classes what was expected, what came,
 * why that is likely, and where to read again.
 */
@NullMarked
package eightweeks.study.lesson;

import org.jspecify.annotations.NullMarked;
