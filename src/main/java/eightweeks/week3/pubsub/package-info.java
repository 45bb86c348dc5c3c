/**
 * Publish and subscribe: messages go to the clients that are subscribed at that moment.
 *
 * <p>Answers to {@code pubsub.c}. Callers use {@link eightweeks.week3.pubsub.PubSub}; the events of
 * the keyspace are published through it too. Nothing here touches a key.
 */
@NullMarked
package eightweeks.week3.pubsub;

import org.jspecify.annotations.NullMarked;
