/**
 * Publish and subscribe: messages to whoever listens at the moment, and to nobody else.
 *
 * <p>Answers to {@code pubsub.c}. The way in is {@link eightweeks.week3.pubsub.PubSub}; the events
 * of the keyspace are published through it too. Nothing here touches a key.
 */
@NullMarked
package eightweeks.week3.pubsub;

import org.jspecify.annotations.NullMarked;
