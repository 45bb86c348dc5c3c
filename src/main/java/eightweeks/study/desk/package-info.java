/**
 * What belongs to a learner: the desk with the files being worked on, the progress, the hints seen,
 * the journal.
 */
@NullMarked
package eightweeks.study.desk;

import org.jspecify.annotations.NullMarked;
