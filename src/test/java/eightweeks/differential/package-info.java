/**
 * Random commands said to two servers at once: ours and a real one. {@link
 * eightweeks.differential.Generator} makes them up from the command table, {@link
 * eightweeks.differential.Duel} says them and compares, {@link eightweeks.differential.Rules} knows
 * what may differ, {@link eightweeks.differential.Shrinker} finds the few that matter. The way in
 * is {@link eightweeks.differential.DifferentialTest}.
 */
@NullMarked
package eightweeks.differential;

import org.jspecify.annotations.NullMarked;
