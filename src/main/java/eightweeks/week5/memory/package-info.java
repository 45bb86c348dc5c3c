/**
 * Keeping to maxmemory: what memory is used, how much may be, and which keys go when it is too
 * much.
 *
 * <p>Read {@code UsedMemory} and {@code ClientsMemory} first: they add up. {@code MemoryLimit} says
 * where the limits are, {@code MemoryGate} asks before each command, {@code Eviction} frees memory
 * with the {@code EvictionPool}.
 *
 * <p>Answers to {@code zmalloc.c} and {@code evict.c}.
 */
@NullMarked
package eightweeks.week5.memory;

import org.jspecify.annotations.NullMarked;
