package eightweeks.week2.values;

import eightweeks.exercise.MemoryServer;
import eightweeks.study.lesson.Lesson;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Day 13: a hash is a listpack up to its limits, and a hash table one step beyond. */
final class Day13EncodingsTest {
  private static final String CHAPTER = "weeks/week2/day13-encodings.adoc, ";
  private static final String LIMITS = CHAPTER + "\"Two conversions\"";
  private static final String ENCODINGS = CHAPTER + "\"A value is small first\"";

  private final MemoryServer server = MemoryServer.ofWeeks(3);

  @Test
  void countingInAFullHash_leavesItAListpack() throws IOException {
    fill(512);
    say("HINCRBY h f7 1");
    limit("after HINCRBY of a field that is there, in a hash of 512 fields", "listpack");
    same("the counter", "2", say("HGET h f7"));
  }

  @Test
  void overwritingInAFullHash_leavesItAListpack() throws IOException {
    fill(512);
    say("HSET h f7 new");
    limit("after HSET of a field that is there, in a hash of 512 fields", "listpack");
    same("the value", "new", say("HGET h f7"));
  }

  @Test
  void lastFieldThatFits_leavesItAListpack() throws IOException {
    for (var command : new String[] {"HSET h last 1", "HSETNX h last 1", "HINCRBY h last 1"}) {
      say("DEL h");
      fill(511);
      say(command);
      limit("after " + command + ", which makes 512 fields", "listpack");
    }
  }

  @Test
  void oneFieldMore_makesItATable() throws IOException {
    for (var command : new String[] {"HSET h more 1", "HSETNX h more 1", "HINCRBY h more 1"}) {
      say("DEL h");
      fill(512);
      say(command);
      limit("after " + command + ", which makes 513 fields", "hashtable");
      same("HLEN", "513", say("HLEN h"));
      same("a field that was there before", "1", say("HGET h f511"));
      same("the field that was added", "1", say("HGET h more"));
    }
  }

  @Test
  void longestValueThatFits_leavesItAListpack() throws IOException {
    fill(1);
    say("HSET h long " + "x".repeat(64));
    limit("with a value of 64 bytes", "listpack");
    say("HSET h long " + "x".repeat(65));
    limit("with a value of 65 bytes", "hashtable");
  }

  @Test
  void limitOfTheConfiguration_isTheOneThatCounts() throws IOException {
    say("CONFIG SET hash-max-listpack-entries 3");
    fill(3);
    say("HINCRBY h f0 1");
    limit("with 3 fields, when 3 are allowed", "listpack");
    say("HINCRBY h f3 1");
    limit("with 4 fields, when 3 are allowed", "hashtable");
  }

  @Test
  void table_staysATable() throws IOException {
    fill(513);
    say("HDEL h f0 f1 f2");
    say("HINCRBY h f7 1");
    Lesson.because(
            "a value is never converted back when it shrinks", "the hash was not a table before")
        .readAgain(ENCODINGS)
        .same("the encoding of a table that has lost three fields", "hashtable", encoding());
  }

  private void limit(String when, String expected) throws IOException {
    Lesson.because(
            "the number of fields, or of bytes, is compared with its limit at the wrong moment",
            "the value that is exactly the limit was put on the wrong side of it")
        .readAgain(LIMITS)
        .same("OBJECT ENCODING " + when, expected, encoding());
  }

  private static void same(String what, String expected, String actual) {
    Lesson.because(
            "the value was converted, and an element was lost or changed",
            "the field was not stored in the encoding that the hash has now")
        .readAgain(LIMITS)
        .same(what, expected, actual);
  }

  private void fill(int fields) throws IOException {
    var command = new StringBuilder("HSET h");
    for (int i = 0; i < fields; i++) {
      command.append(" f").append(i).append(" 1");
    }
    say(command.toString());
  }

  private String encoding() throws IOException {
    return say("OBJECT ENCODING h");
  }

  private String say(String command) throws IOException {
    var lines = server.call(command).split("\r\n");
    return lines[0].startsWith("$") && lines.length > 1 ? lines[1] : lines[0].substring(1);
  }
}
