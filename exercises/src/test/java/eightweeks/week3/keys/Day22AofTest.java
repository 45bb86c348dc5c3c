package eightweeks.week3.keys;

import eightweeks.exercise.MemoryServer;
import eightweeks.study.lesson.Lesson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Day 22: what EXPIRE does to the key, what it leaves in the append-only file, and what a server
 * makes of that file when it starts later.
 */
final class Day22AofTest {
  private static final String CHAPTER = "weeks/week4/day22-aof.adoc, ";
  private static final String EFFECT = CHAPTER + "\"What happened, not what was asked\"";
  private static final String BUILD = CHAPTER + "\"Build\"";

  private static final String CONF = "appendonly yes\nsave \"\"\n";
  private static final String FILE = "/appendonlydir/appendonly.aof.1.incr.aof";
  private static final Pattern EVENT = Pattern.compile("__keyevent@0__:(\\w+)");

  /** The time of the tests' clock, in milliseconds since 1970. */
  private static final long NOW = 1_795_364_464_123L;

  private static final String NOTHING_DONE = "the method does nothing to the key yet";

  private static final String AS_SENT =
      "the command went into the file as it was sent: rewrite() was not called";

  private static final String NOT_MODIFIED =
      "nothing was propagated: the server was not told that the key was modified, so dirty did"
          + " not grow";

  private MemoryServer server = start(CONF);

  private static MemoryServer start(String conf) {
    return MemoryServer.ofWeeks(4, conf, ExpireCommand.class);
  }

  /** Kills the server, and starts another one with its files after some seconds. */
  private void killAndStartAfter(int seconds) {
    server.workForMicros(1_000_000L * seconds);
    server = server.killedAndStarted(4, CONF, ExpireCommand.class);
  }

  /** Returns what is in the file behind SET, a command after the other: {@code DEL k; SET k v}. */
  private String inFile() throws IOException {
    var commands = commands(server.file(FILE));
    return commands.stream()
        .skip(1L + commands.indexOf("SET k v"))
        .collect(Collectors.joining("; "));
  }

  /** Returns the commands of a file: {@code SET k v} for {@code *3 $3 SET $1 k $1 v}. */
  private static ArrayList<String> commands(String file) {
    var commands = new ArrayList<String>();
    var lines = file.split("\r\n", -1);
    for (int i = 0; i < lines.length && lines[i].startsWith("*"); ) {
      int count = Integer.parseInt(lines[i++].substring(1));
      var words = new ArrayList<String>();
      for (int word = 0; word < count; word++, i += 2) {
        words.add(lines[i + 1]);
      }
      commands.add(String.join(" ", words));
    }
    return commands;
  }

  private String remaining() throws IOException {
    return server.call("PTTL k").strip();
  }

  @Test
  void expire_givesTheKeyATimeToLive() throws Exception {
    server.call("SET k v");
    server.call("EXPIRE k 10");
    Lesson.because(
            "the database has to be told the new expiry",
            "at is in milliseconds since 1970, and the database takes it as it is")
        .when(":-1", NOTHING_DONE)
        .when(":-2", "the key was deleted, although its time has not passed")
        .readAgain(BUILD)
        .same("PTTL k, after EXPIRE k 10", ":10000", remaining());
  }

  @Test
  void withoutAFile_theTimeToLiveIsTheSame() throws Exception {
    server = start("save \"\"\n");
    server.call("SET k v");
    server.call("EXPIRE k 10");
    Lesson.because(
            "wanted() says whether a file or a replica takes what is propagated: the key gets its"
                + " expiry in any case",
            "the method returns before it has done its work")
        .when(":-1", "the key gets its expiry only where effects are wanted")
        .when(":-1", NOTHING_DONE)
        .readAgain(BUILD)
        .same("PTTL k, after EXPIRE k 10 on a server without appendonly", ":10000", remaining());
  }

  @Test
  void expire_isInTheFileAsAPointInTime() throws Exception {
    server.call("SET k v");
    server.call("EXPIRE k 10");
    String right = "PEXPIREAT k " + (NOW + 10_000);
    Lesson.because(
            "the file must have PEXPIREAT, the key, and the point in time in milliseconds",
            "rewrite() puts another command in the place of the running one")
        .when("", NOT_MODIFIED)
        .when("EXPIRE k 10", AS_SENT)
        .when("PEXPIREAT k 10", "only the name was replaced: the time is still the one as sent")
        .when("EXPIRE k " + (NOW + 10_000), "only the time was replaced: this lasts for ages")
        .when("PEXPIRE k " + (NOW + 10_000), "the name must say that this is a point in time")
        .when("EXPIREAT k " + (NOW + 10_000), "EXPIREAT takes seconds, and at is in milliseconds")
        .when("PEXPIREAT k " + (2 * NOW + 10_000), "now was added to at, which has it already")
        .when(
            "PEXPIREAT k " + (NOW + 10_000) / 1000, "the time is in seconds; P means milliseconds")
        .when(
            "MULTI; " + right + "; EXPIRE k 10; EXEC",
            "the new command went out in addition to the old one, and not in its place")
        .readAgain(EFFECT)
        .same("what EXPIRE k 10 leaves in the file", right, inFile());
  }

  @Test
  void restart_doesNotProlongALife() throws Exception {
    server.call("SET k v");
    server.call("EXPIRE k 10");
    killAndStartAfter(7);
    Lesson.because(
            "the file does not say when the key expires, so the new server cannot know it",
            "what is in the file means another moment than the one that the key had")
        .when(":10000", "ten seconds began again: a relative time is in the file")
        .when(":-1", "the expiry is not in the file, so the key lives for ever")
        .when(":-2", "the key is gone: the time in the file has passed, as one in seconds has")
        .readAgain(EFFECT)
        .same(
            "PTTL k, if the server is killed after EXPIRE k 10 and starts 7 seconds later",
            ":3000",
            remaining());
  }

  @Test
  void restart_bringsNoKeyBack() throws Exception {
    server.call("SET k v");
    server.call("EXPIRE k 10");
    killAndStartAfter(12);
    Lesson.because(
            "the new server does not know that the key has expired in the meantime",
            "the file says how long the key lives, and not until when")
        .readAgain(EFFECT)
        .same(
            "GET k, if the server is killed after EXPIRE k 10 and starts 12 seconds later",
            "$-1",
            server.call("GET k").strip());
  }

  /** While a file is loaded, each moment in it may have passed, and later commands follow. */
  @Test
  void restart_losesNoKeyThatGotALongerLife() throws Exception {
    server.call("SET k v");
    server.call("EXPIRE k 10");
    server.call("EXPIRE k 100");
    killAndStartAfter(50);
    Lesson.because(
            "the last expiry of the key is in the file, and counts",
            "the second EXPIRE is not in the file as a point in time")
        .when(
            ":-2",
            "the first expiry deleted the key during the load: it has passed, but whether a key is"
                + " deleted at once is more than a comparison with the clock")
        .when(
            ":-2",
            "the time in the file has passed, because it is in another unit than milliseconds")
        .when(":100000", "a relative time is in the file, and began again")
        .readAgain(BUILD)
        .same(
            "PTTL k, if the server is killed after EXPIRE k 10 and EXPIRE k 100, and starts 50"
                + " seconds later",
            ":50000",
            remaining());
  }

  @Test
  void otherForms_becomePexpireat_too() throws Exception {
    server.call("SET k v");
    server.call("PEXPIRE k 1500");
    server.call("EXPIREAT k 1795369999");
    server.call("PEXPIREAT k 1795368888777");
    server.call("EXPIRE k 100000 GT");
    Lesson.because(
            "PEXPIRE and EXPIREAT run through this method, too: the file always has PEXPIREAT",
            "the options behind the time stay as they were sent: only two arguments are replaced")
        .when("", NOT_MODIFIED)
        .when(
            "PEXPIRE k 1500; EXPIREAT k 1795369999; PEXPIREAT k 1795368888777; EXPIRE k 100000 GT",
            AS_SENT)
        .when(
            "PEXPIRE k 1500; PEXPIREAT k 1795369999000; PEXPIREAT k 1795368888777; PEXPIREAT"
                + " k 1795464464123 GT",
            "a time in seconds is replaced, and one in milliseconds that counts from now is not")
        .when(
            "PEXPIRE k 1500; EXPIREAT k 1795369999; PEXPIREAT k 1795368888777; PEXPIREAT"
                + " k 1795464464123 GT",
            "only EXPIRE is replaced, whose time both counts from now and is in seconds; each of"
                + " the two is a reason by itself")
        .when(
            "PEXPIREAT k 1795364465623; EXPIREAT k 1795369999; PEXPIREAT k 1795368888777; PEXPIREAT"
                + " k 1795464464123 GT",
            "a time that counts from now is replaced, and one in seconds since 1970 is not")
        .when(
            "PEXPIREAT k 1795364465623; PEXPIREAT k 1795369999000; PEXPIREAT k 1795368888777;"
                + " PEXPIREAT k 1795464464123",
            "GT is missing: all arguments go into the file, and two of them are replaced")
        .readAgain(BUILD)
        .same(
            "what PEXPIRE, EXPIREAT, PEXPIREAT and EXPIRE with GT leave in the file",
            "PEXPIREAT k 1795364465623; PEXPIREAT k 1795369999000; PEXPIREAT k 1795368888777;"
                + " PEXPIREAT k 1795464464123 GT",
            inFile());
  }

  @Test
  void timeThatHasPassed_deletesTheKey() throws Exception {
    server.call("SET k v");
    server.call("EXPIRE k -1");
    Lesson.because(
            "a time that has passed deletes the key at once",
            "deletesAtOnce() was asked the wrong way round")
        .when(":1", "the entry is still there; only a lookup or the cron will delete it")
        .when(":1", NOTHING_DONE)
        .readAgain(BUILD)
        .same("DBSIZE, after EXPIRE k -1", ":0", server.call("DBSIZE").strip());
  }

  @Test
  void timeThatHasPassed_isInTheFileAsADeletion() throws Exception {
    server.call("SET k v");
    server.call("EXPIRE k -1");
    Lesson.because(
            "what happened is a deletion, so the file has one",
            "the deletion has two arguments, the command and the key")
        .when("", NOT_MODIFIED)
        .when("EXPIRE k -1", AS_SENT)
        .when("DEL k -1", "all arguments were taken; the deletion has two, the command and the key")
        .when("UNLINK k", "without lazyfree-lazy-expire it is DEL: the directives know the name")
        .when(
            "PEXPIREAT k " + (NOW - 1000),
            "the expiry was propagated, but the key has none: it is gone")
        .when(
            "MULTI; DEL k; EXPIRE k -1; EXEC",
            "the deletion went out in addition to the command, and not in its place")
        .readAgain(EFFECT)
        .same("what EXPIRE k -1 leaves in the file", "DEL k", inFile());
    server.call("CONFIG SET lazyfree-lazy-expire yes");
    server.call("SET k v");
    server.call("EXPIRE k -1");
    Lesson.because(
            "with lazyfree-lazy-expire the deletion is UNLINK: the directives know its name",
            "the name of the command is fixed, instead of asked for")
        .readAgain(BUILD)
        .same(
            "the last command of the file, after EXPIRE k -1 with lazyfree-lazy-expire yes",
            "UNLINK k",
            commands(server.file(FILE)).getLast());
  }

  @Test
  void anyTimeThatHasPassed_isADeletion() throws Exception {
    server.call("SET k v");
    server.call("EXPIREAT k 1");
    server.call("SET k v");
    server.call("PEXPIREAT k " + (NOW - 1));
    server.call("SET k v");
    server.call("EXPIRE k 0");
    Lesson.because(
            "the point in time decides, whichever of the four commands was sent",
            "a time has passed when it is now, too")
        .readAgain(BUILD)
        .same(
            "what EXPIREAT k 1, PEXPIREAT k " + (NOW - 1) + " and EXPIRE k 0 leave in the file",
            "DEL k; SET k v; DEL k; SET k v; DEL k",
            inFile());
  }

  @Test
  void events_sayWhatHappened() throws Exception {
    server.call("HELLO 3");
    server.call("CONFIG SET notify-keyspace-events EA");
    server.call("PSUBSCRIBE *");
    server.call("SET k v");
    var events = server.call("EXPIRE k 10") + server.call("EXPIRE k -1");
    Lesson.because(
            "each of the two ways ends with modified(), and with an event of its own",
            "the event is \"expire\" if the key got an expiry, and \"del\" if it was deleted")
        .when("", "modified() is not called")
        .when("expire expire", "the deletion has the event of the expiry")
        .when("expire", "the deletion is not notified")
        .when("expire del expire", "after the deletion, the method goes on")
        .when("del", "the expiry is not notified")
        .readAgain(BUILD)
        .same(
            "the events of EXPIRE k 10 and EXPIRE k -1",
            "expire del",
            EVENT
                .matcher(events)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.joining(" ")));
  }
}
