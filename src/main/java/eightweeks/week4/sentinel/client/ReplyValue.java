package eightweeks.week4.sentinel.client;

import java.util.List;

/** A reply, taken apart. Texts have one character a byte. */
public sealed interface ReplyValue {
  /** A simple string, such as {@code +PONG}. */
  record Simple(String text) implements ReplyValue {}

  /** An error, without its leading minus. */
  record Failure(String text) implements ReplyValue {}

  record Whole(long number) implements ReplyValue {}

  record Bulk(String text) implements ReplyValue {}

  /** An array, or a push of RESP3. */
  record Elements(List<ReplyValue> values) implements ReplyValue {
    /** Returns the text of an element that is a bulk string; an empty text for any other. */
    public String text(int i) {
      return i < values.size() && values.get(i) instanceof Bulk(String text) ? text : "";
    }
  }

  /** Null in place of a string or an array. */
  record Nothing() implements ReplyValue {}
}
