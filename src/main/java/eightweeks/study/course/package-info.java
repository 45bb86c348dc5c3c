/**
 * The course as it lies in the repository: the list of days, the holes in the source, the files of
 * each exercise.
 */
@NullMarked
package eightweeks.study.course;

import org.jspecify.annotations.NullMarked;
