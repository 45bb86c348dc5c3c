package eightweeks.cli.resp;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A reply of the server: one value of RESP2 or RESP3.
 *
 * <p>Replies that are a run of bytes are {@link Text}, replies that hold others are {@link
 * Aggregate}; the rest stand alone. Numbers with a fraction keep the characters that arrived, so
 * that what is shown is what was sent.
 *
 * <p>Answers to hiredis.h: struct redisReply.
 */
public sealed interface ServerReply {

  /** A reply made of bytes. */
  sealed interface Text extends ServerReply {
    byte[] bytes();

    default String text() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }
  }

  /** A reply made of replies; a map's keys and values alternate. */
  sealed interface Aggregate extends ServerReply {
    List<ServerReply> items();
  }

  /** {@code +OK}. */
  record Status(byte[] bytes) implements Text {}

  /** {@code -ERR …}; a bulk error of RESP3 ({@code !}) as well. */
  record Error(byte[] bytes) implements Text {}

  /** {@code $3 foo}. */
  record Bulk(byte[] bytes) implements Text {}

  /** {@code =7 txt:foo}: a text that is shown as it is. The format (txt, mkd) is cut off. */
  record Verbatim(byte[] bytes) implements Text {}

  /** {@code (1234…}: an integer of any length. */
  record BigNumber(byte[] bytes) implements Text {}

  /** {@code ,3.14}. */
  record Double(byte[] bytes) implements Text {}

  /** {@code :42}. */
  record Int(long value) implements ServerReply {}

  /** {@code #t}. */
  record Bool(boolean value) implements ServerReply {}

  /** {@code _}, and RESP2's {@code $-1} and {@code *-1}. */
  record Nil() implements ServerReply {}

  /** {@code *}. */
  record Array(List<ServerReply> items) implements Aggregate {}

  /** {@code ~}. */
  record Set(List<ServerReply> items) implements Aggregate {}

  /** {@code %}: key, value, key, value. */
  record Map(List<ServerReply> items) implements Aggregate {}

  /** {@code >}: the server speaks without having been asked. */
  record Push(List<ServerReply> items) implements Aggregate {}

  default boolean isError() {
    return this instanceof Error;
  }
}
