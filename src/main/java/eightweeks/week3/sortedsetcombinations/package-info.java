/**
 * The commands that combine several sorted sets: ZUNION, ZINTER, ZDIFF, their STORE variants, and
 * ZINTERCARD.
 *
 * <p>Answers to the part of {@code t_zset.c} around {@code zunionInterDiffGenericCommand()}. In the
 * order of reading: {@code Source} (a key to combine), {@code SortedSetCombination} (the parsed
 * arguments), {@code SortedSetAlgebra} (the three operations), {@code
 * SortedSetCombinationCommands}.
 */
@NullMarked
package eightweeks.week3.sortedsetcombinations;

import org.jspecify.annotations.NullMarked;
