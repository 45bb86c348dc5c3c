/**
 * A day's chapter: what a page in {@code weeks} is made of, and whether it has all that a day has
 * to have. The rules are those of {@code docs/decisions/0004-chapters.adoc}.
 */
@NullMarked
package eightweeks.study.chapter;

import org.jspecify.annotations.NullMarked;
