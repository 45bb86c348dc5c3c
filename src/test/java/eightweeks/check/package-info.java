/** The programs that check files, with good files and bad ones. */
@NullMarked
package eightweeks.check;

import org.jspecify.annotations.NullMarked;
