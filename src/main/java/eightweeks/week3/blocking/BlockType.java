package eightweeks.week3.blocking;

import eightweeks.week2.object.ValueType;
import org.jspecify.annotations.Nullable;

/** The conditions that a client may be blocked for (answers to {@code server.h: blocking_type}). */
public enum BlockType {
  /** A list in one of its keys. */
  LIST(ValueType.LIST),
  /** A sorted set in one of its keys. */
  ZSET(ValueType.ZSET),
  /** A stream in one of its keys, or new entries in it. */
  STREAM(ValueType.STREAM),
  /** A condition that only a module knows; a value of any type in one of its keys may meet it. */
  MODULE(null),
  /** Acknowledgements of replicas. */
  WAIT(null),
  /** Fsyncs of the append-only file, on this server or on replicas. */
  WAITAOF(null),
  /** The end of a pause: its command has not begun. */
  POSTPONE(null),
  /** The end of the server, after SHUTDOWN. */
  SHUTDOWN(null);

  private final @Nullable ValueType type;

  BlockType(@Nullable ValueType type) {
    this.type = type;
  }

  /** Returns whether a value of a type may serve the client; null means that there is no value. */
  boolean isServedBy(@Nullable ValueType there) {
    return there != null && (there == type || this == MODULE);
  }

  /** Returns whether clients of this type are blocked on keys. */
  boolean isForKeys() {
    return type != null || this == MODULE;
  }

  /**
   * Returns whether CLIENT UNBLOCK may unblock the client: its command has a reply for a timeout.
   */
  boolean mayTimeOut() {
    return this != POSTPONE && this != SHUTDOWN && this != MODULE;
  }
}
