/** Tests of the course command, and the proof that every exercise of the course works. */
@NullMarked
package eightweeks.study;

import org.jspecify.annotations.NullMarked;
