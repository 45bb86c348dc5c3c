/**
 * Week 1: startup, event loop, networking. A server that listens, understands RESP and answers
 * everything that has nothing to do with keys.
 *
 * <p>The rooms, in reading order: {@code bytes}, {@code extension}, {@code eventloop}, {@code log},
 * {@code resp}, {@code networking}, {@code config}, {@code dispatch}, {@code startup}, {@code
 * connection}.
 */
@NullMarked
package eightweeks.week1;

import org.jspecify.annotations.NullMarked;
