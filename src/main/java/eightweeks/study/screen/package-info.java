/** What the command prints: its screen, and C source through a pager. */
@NullMarked
package eightweeks.study.screen;

import org.jspecify.annotations.NullMarked;
