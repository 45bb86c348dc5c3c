/** Tests of the room of the same name. */
@NullMarked
package eightweeks.study.course;

import org.jspecify.annotations.NullMarked;
