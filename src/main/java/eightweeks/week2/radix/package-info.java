/**
 * A map in the order of its keys' bytes, which stores common prefixes once: {@link
 * eightweeks.week2.radix.RadixTree}. Redis uses it for streams and client-side tracking.
 */
@NullMarked
package eightweeks.week2.radix;

import org.jspecify.annotations.NullMarked;
