/**
 * A map in the order of its keys' bytes, in which common beginnings are kept once: {@link
 * eightweeks.week2.radix.RadixTree}. Streams and client-side tracking use it.
 */
@NullMarked
package eightweeks.week2.radix;

import org.jspecify.annotations.NullMarked;
