/** Tests of the room of the same name. */
@NullMarked
package eightweeks.study.lesson;

import org.jspecify.annotations.NullMarked;
