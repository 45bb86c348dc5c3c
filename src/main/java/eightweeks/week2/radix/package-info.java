/**
 * A map in the order of its keys' bytes, which stores common prefixes once: {@link
 * eightweeks.week2.radix.RadixTree}. Streams and client-side tracking use it.
 */
@NullMarked
package eightweeks.week2.radix;

import org.jspecify.annotations.NullMarked;
