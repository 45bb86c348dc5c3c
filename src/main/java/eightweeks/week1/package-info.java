/**
 * Week 1: startup, event loop, networking. A server that listens, understands RESP and answers
 * everything that has nothing to do with keys.
 *
 * <p>The packages, in reading order: {@code bytes}, {@code extension}, {@code eventloop}, {@code
 * world}, {@code transport}, {@code log}, {@code resp}, {@code config}, {@code networking}, {@code
 * listening}, {@code dispatch}, {@code info}, {@code startup}, {@code connection}, {@code server}.
 */
@NullMarked
package eightweeks.week1;

import org.jspecify.annotations.NullMarked;
