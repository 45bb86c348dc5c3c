/**
 * Steering the heap: when the collector runs, so that the server stays about as small as its data.
 *
 * <p>Read {@code HeapPolicy} first: it decides. {@code HeapSteering} asks it ten times a second and
 * has the collection done beside the loop.
 *
 * <p>Redis needs no such thing: {@code zfree()} gives a block back at once, and jemalloc's own
 * thread gives unused pages back to the system ({@code jemalloc-bg-thread}). {@code defrag.c} moves
 * values out of pages that are nearly empty. In a JVM the collector does all three.
 */
@NullMarked
package eightweeks.week5.heap;

import org.jspecify.annotations.NullMarked;
