package eightweeks.week3.keyspace;

import eightweeks.exercise.MemoryServer;
import eightweeks.study.lesson.Lesson;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.KeyspaceEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Day 17: what a lookup finds, and what it leaves behind. */
final class Day17KeyspaceTest {
  private static final String CHAPTER = "weeks/week3/day17-keyspace.adoc, ";
  private static final String OUTCOMES = CHAPTER + "\"A lookup has two outcomes\"";
  private static final String EVENTS = CHAPTER + "\"Telling clients\"";
  private static final String BUILD = CHAPTER + "\"Build\"";

  private static final String NIL = "$-1\r\n";

  private @Nullable Keyspace keyspace;
  private final List<String> misses = new ArrayList<>();
  private final MemoryServer server = MemoryServer.ofWeeks(3, this::install);

  private void install(ServerBuilder builder) {
    keyspace = builder.need(Keyspace.SERVICE);
    builder
        .need(KeyspaceEvents.SERVICE)
        .onEvent(
            (type, event, database, bytes, offset, length) -> {
              if (event.equals("keymiss")) {
                misses.add(Ascii.text(bytes, offset, length));
              }
            });
  }

  @Test
  void keyThatIsThere_isFound() throws Exception {
    server.call("SET k v");
    var lesson =
        Lesson.because(
                "the entry that was found is not returned",
                "the key is looked for under another hash, or in another range of the bytes",
                "every key is taken for an expired one")
            .readAgain(BUILD);
    lesson.same("the reply to GET k, after SET k v", "$1\r\nv\r\n", server.call("GET k"));
    lesson.same("the reply to APPEND k w", ":2\r\n", server.call("APPEND k w"));
  }

  @Test
  void keyThatIsNotThere_isAMiss() throws Exception {
    var lesson =
        Lesson.because(
                "a miss is not treated first, and on its own",
                "what was found for one key was returned for another one")
            .readAgain(OUTCOMES);
    lesson.same("the reply to GET k, in an empty database", NIL, get("k"));
    lesson.same("keyspace_misses of INFO", "1", server.info("stats", "keyspace_misses"));
    lesson.same("keyspace_hits of INFO", "0", server.info("stats", "keyspace_hits"));
    server.call("SET k v");
    lesson.same("the reply to GET k, after SET k v", "$1\r\nv\r\n", get("k"));
  }

  @Test
  void expiredKey_isAMiss() throws Exception {
    server.call("SET k v PX 1");
    server.runForMillis(3);
    Lesson.because(
            "the lookup does not ask whether the entry has expired",
            "isExpired() was asked, and its answer turned round")
        .readAgain(OUTCOMES)
        .same("the reply to GET k, 3 ms after SET k v PX 1", NIL, get("k"));
    Lesson.because(
            "an expired key left the lookup by a way of its own, on which nothing is counted",
            "a miss is counted elsewhere than in missed()")
        .when("2", "the miss was counted twice: missed() counts it already")
        .readAgain(OUTCOMES)
        .same("keyspace_misses of INFO", "1", server.info("stats", "keyspace_misses"));
    Lesson.because(
            "the entry was not deleted, although a master may do so",
            "isExpired() was called with other flags than those of the lookup")
        .readAgain(OUTCOMES)
        .same("the number of keys (DBSIZE)", ":0\r\n", server.call("DBSIZE"));
    Lesson.because(
            "no event was sent for the expired key", "missed() was called for another argument")
        .readAgain(EVENTS)
        .same("the keys of the events \"keymiss\"", List.of("k"), misses);
  }

  @Test
  void expiredKey_canBeSetAgain() throws Exception {
    server.call("SET k v PX 1");
    server.runForMillis(3);
    var lesson =
        Lesson.because(
                "a lookup that writes has found an expired key",
                "the hash that was noted is not the one of this argument")
            .readAgain(OUTCOMES);
    lesson.same(
        "the reply to SET k w NX, where k has expired", "+OK\r\n", server.call("SET k w NX"));
    lesson.same("the reply to GET k", "$1\r\nw\r\n", get("k"));
    lesson.same("the time to live of k", ":-1\r\n", server.call("TTL k"));
  }

  @Test
  void lookupThatReads_isCounted() throws Exception {
    server.call("SET k v");
    server.call("GET k");
    server.call("STRLEN k");
    server.call("EXISTS k k");
    Lesson.because(
            "a hit is not counted, or only when the use of the key is noted as well",
            "the condition about NOSTATS is the wrong way round")
        .readAgain(OUTCOMES)
        .same("keyspace_hits, after 4 lookups", "4", server.info("stats", "keyspace_hits"));
  }

  @Test
  void lookupThatWrites_isNotCounted() throws Exception {
    server.call("SET k 1");
    server.call("SET k 2");
    server.call("INCR k");
    Lesson.because(
            "lookups that write are counted like those that read",
            "WRITE implies NOSTATS, although that bit is not set")
        .readAgain(OUTCOMES)
        .same("keyspace_hits, after three writes", "0", server.info("stats", "keyspace_hits"));
    Lesson.because(
            "the misses of lookups that write are counted: missed() knows the flags, so pass them",
            "missed() was called for a key that was found")
        .readAgain(OUTCOMES)
        .same("keyspace_misses, after three writes", "0", server.info("stats", "keyspace_misses"));
  }

  @Test
  void lookupThatWrites_causesNoMissEvent() throws Exception {
    server.call("INCR n");
    server.call("GET nokey");
    Lesson.because(
            "missed() was called with other flags than those of the lookup",
            "it was called for lookups that write only")
        .readAgain(EVENTS)
        .same(
            "the keys of the events \"keymiss\", after INCR n and GET nokey",
            List.of("nokey"),
            misses);
  }

  @Test
  void use_isNoted() throws Exception {
    server.call("SET k 1");
    for (var command : List.of("GET k", "INCR k")) {
      server.runFor(60);
      server.call(command);
      Lesson.because(
              "the use of the key is not noted",
              "it is noted for some lookups only: those that read, or those that write")
          .when(":60\r\n", "touch() is not called for a lookup of this kind")
          .readAgain(BUILD)
          .same(
              "the idle time of k in seconds, after " + command,
              ":0\r\n",
              server.call("OBJECT IDLETIME k"));
    }
  }

  @Test
  void commandThatAsksAboutAKey_isNoUse() throws Exception {
    server.call("SET k v");
    server.runFor(60);
    server.call("TTL k");
    server.call("EXISTS k");
    Lesson.because(
            "NOTOUCH is not looked at: TTL and EXISTS ask about the key and do not use it",
            "the use was noted before the flags were looked at")
        .readAgain(OUTCOMES)
        .same(
            "the idle time of k in seconds, after TTL k and EXISTS k",
            ":60\r\n",
            server.call("OBJECT IDLETIME k"));
  }

  @Test
  void clientThatTouchesNothing_isNoUse() throws Exception {
    server.call("SET k v");
    server.runFor(60);
    server.call("CLIENT NO-TOUCH ON");
    server.call("GET k");
    Lesson.because(
            "the client has sent CLIENT NO-TOUCH ON, and was not asked",
            "the two conditions were joined by \"or\"")
        .readAgain(BUILD)
        .same(
            "the idle time of k in seconds, after such a client's GET k",
            ":60\r\n",
            server.call("OBJECT IDLETIME k"));
  }

  @Test
  void snapshot_takesTheValueBeforeALookupThatWrites() throws Exception {
    server.call("RPUSH l a");
    var taken = new ArrayList<String>();
    var capture =
        Objects.requireNonNull(keyspace)
            .database(0)
            .capture(entry -> taken.add(Ascii.text(entry.key())));
    var lesson =
        Lesson.because(
                "a snapshot takes a value before a lookup that writes returns it, and only then",
                "the entry that was found was not passed on")
            .when(List.of(), "beforeChange() was not called, so the snapshot gets the changed list")
            .when(List.of("l"), "beforeChange() was called for a lookup that only reads")
            .readAgain(BUILD);
    server.call("LRANGE l 0 -1");
    lesson.same("what a running snapshot has taken after LRANGE l 0 -1", List.of(), taken);
    server.call("RPUSH l b");
    lesson.same("what it has taken after RPUSH l b", List.of("l"), taken);
    capture.cancel();
  }

  private String get(String key) throws Exception {
    return server.call("GET " + key);
  }
}
