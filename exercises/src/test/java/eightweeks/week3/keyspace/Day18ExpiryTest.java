package eightweeks.week3.keyspace;

import eightweeks.exercise.MemoryServer;
import eightweeks.study.lesson.Lesson;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.KeyspaceEvents;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Day 18: which keys a run of the expire cycle visits, and when it ends. The cron is paused: a test
 * starts the slow cycle, whose first slice is one run of at most a millisecond.
 */
final class Day18ExpiryTest {
  private static final String CHAPTER = "weeks/week3/day18-expiry.adoc, ";
  private static final String SAMPLE = CHAPTER + "\"A sample of the keys\"";
  private static final String BUDGET = CHAPTER + "\"A budget, spent in slices\"";
  private static final String BUILD = CHAPTER + "\"Build\"";

  /** A cause of several failures. */
  private static final String EARLY =
      "the run counts as unfinished after its first sample: is the time compared the right way"
          + " round, and is it that of micros()?";

  private static final int DATABASES = 20;

  private @Nullable ServerBuilder parts;
  private long microsPerDeletion;
  private MemoryServer server = serverWith(DATABASES);

  /** Starts a server with a number of databases, which takes the place of the one before. */
  private MemoryServer serverWith(int databases) {
    return MemoryServer.ofWeeks(3, builder -> install(builder, databases));
  }

  private void install(ServerBuilder builder, int databases) {
    parts = builder;
    builder.network().databases.set(databases);
    builder.cron().pause(true);
    builder
        .need(KeyspaceEvents.SERVICE)
        .onEvent(
            (_, event, _, _, _, _) -> {
              if (event.equals("expired")) {
                server.workForMicros(microsPerDeletion);
              }
            });
  }

  private ExpireCycle cycle() {
    return Objects.requireNonNull(parts).need(ExpireCycle.SERVICE);
  }

  private int size(int database) {
    return Objects.requireNonNull(parts).need(Keyspace.SERVICE).database(database).size();
  }

  /** Sets keys that expire at once. */
  private void expired(int database, int count) throws Exception {
    set(database, count, _ -> "PX 1");
    letExpire();
  }

  /** Lets the keys with PX 1 expire, and the loop turn, because it reads the clock then. */
  private void letExpire() throws Exception {
    server.runForMillis(3);
    server.call("PING");
  }

  private void set(int database, int count, IntFunction<String> expiry) throws Exception {
    server.call("SELECT " + database);
    for (int from = 0; from < count; from += 100) {
      server.call(
          IntStream.range(from, Math.min(count, from + 100))
              .mapToObj(key -> "SET k" + key + " v " + expiry.apply(key))
              .collect(Collectors.joining("\r\n")));
    }
  }

  /** Lets the cycle run once: the first slice of a slow cycle, whose budget is a millisecond. */
  private void run() {
    Lesson.because(
            "the databases are not visited in turn, from the one with the number next",
            "a sample of 0 keys was not expected")
        .when(
            ArithmeticException.class,
            "a sample of a database without keys that expire has 0 keys, and nothing can be divided"
                + " by that")
        .when(
            IndexOutOfBoundsException.class,
            "there is no database with this number: after the last one comes number 0")
        .when(
            Lesson.NO_END,
            "a sample of 0 keys asks for another one: more than the acceptable part has to be"
                + " expired, not just as much")
        .when(
            Lesson.NO_END,
            "the counts of the run were compared, not those of the sample: once they are too high,"
                + " they stay so")
        .when(
            Lesson.NO_END,
            "the databases are not counted: a run that reaches no limit ends with the last of them")
        .readAgain(BUILD)
        .calling(
            "a run of the cycle",
            () -> {
              cycle().slow();
              return "";
            });
  }

  @Test
  void manyExpiredKeys_areDeletedInOneRun() throws Exception {
    var lesson =
        Lesson.because(
                "the run ended before its budget was spent",
                "the condition for another sample is the wrong way round")
            .when(500, "no sample was visited")
            .when(480, "no other sample was visited, although all keys of the first had expired")
            .when(480, EARLY)
            .readAgain(SAMPLE);
    expired(0, 500);
    run();
    lesson.same("keys that are left of 500 expired ones, after a run", 0, size(0));
  }

  @Test
  void fewExpiredKeys_areLeftForLaterRuns() throws Exception {
    var lesson =
        Lesson.because(
                "a tenth of the sample is acceptable: only more than that is worth another sample",
                "the percentage was compared with another number than acceptablePercent()")
            .when(90, "other samples were visited, although only a tenth of each had expired")
            .when(90, "a percentage was divided by 100 in whole numbers, which gives 0")
            .when(100, "no sample was visited")
            .readAgain(SAMPLE);
    set(0, 100, key -> key % 10 == 0 ? "PX 1" : "EX 1000"); // 2 of each 20
    letExpire();
    run();
    lesson.same("keys that are left of 100, if 2 of each sample have expired", 98, size(0));
  }

  @Test
  void moreThanATenth_isWorthAnotherSample() throws Exception {
    var lesson =
        Lesson.because(
                "more than a tenth of the sample had expired, and no other sample was visited",
                "the percentage was computed in whole numbers, and rounded too early")
            .when(
                97,
                "no other sample was visited: perhaps a number of keys was compared with a"
                    + " percentage")
            .when(97, EARLY)
            .when(100, "no sample was visited")
            .readAgain(SAMPLE);
    set(0, 100, key -> key % 20 < 3 ? "PX 1" : "EX 1000"); // 3 of each 20
    letExpire();
    run();
    lesson.same("keys that are left of 100, if 3 of each sample have expired", 85, size(0));
  }

  @Test
  void effort_lowersWhatIsAcceptable() throws Exception {
    var lesson =
        Lesson.because(
                "one in sixty-five is more than 1 percent: with effort 10, no more is acceptable",
                "the share was computed in another way than with the default effort")
            .when(129, "no other sample was visited: perhaps the effort was left out")
            .when(129, "a percentage in whole numbers was rounded: 1.5 to 1")
            .when(130, "no sample was visited")
            .readAgain(BUDGET);
    server.call("CONFIG SET active-expire-effort 10");
    set(0, 130, key -> key % 65 == 0 ? "PX 1" : "EX 1000"); // 1 of each 65, a sample
    letExpire();
    run();
    lesson.same(
        "keys that are left of 130 with active-expire-effort 10, if 1 of each sample of 65 has"
            + " expired",
        128,
        size(0));
  }

  @Test
  void lastSample_decides() throws Exception {
    var lesson =
        Lesson.because(
                "the last sample decides whether another one is visited",
                "the counts of the run were compared: sampled and expired, not those of the sample")
            .when(120, "no sample was visited")
            .readAgain(SAMPLE);
    set(0, 120, key -> key >= 100 || key % 10 == 0 ? "PX 1" : "EX 1000");
    letExpire();
    run();
    lesson.same(
        "keys that are left of 120, if 20 of the first sample have expired and 2 of the next",
        98,
        size(0));
  }

  @Test
  void emptyDatabase_isPassed() throws Exception {
    var lesson =
        Lesson.because(
                "the run ends at the first database that has no key to delete",
                "the same database is visited again and again")
            .when(5, "the run did not come to database 3; the databases before it are empty")
            .readAgain(SAMPLE);
    expired(3, 5);
    run();
    lesson.same("keys that are left in database 3, after a run", 0, size(3));
  }

  @Test
  void run_endsWithTheSampleThatSpendsItsBudget() throws Exception {
    var lesson =
        Lesson.because(
                "the clock is not read after each sample",
                "the time was compared with the budget itself, not with the end of the run")
            .when(
                0,
                "nothing ends the run but the number of keys: the clock was not looked at, or"
                    + " only behind all samples of a database")
            .when(80, "the run ended after one sample, and had spent 0.6 of its 1 ms")
            .when(80, EARLY)
            .readAgain(BUDGET);
    microsPerDeletion = 30;
    expired(0, 100);
    run();
    lesson.same(
        "keys that are left of 100, if each takes 30 µs of a budget of 1000 µs", 60, size(0));
  }

  @Test
  void nextRun_goesOnWithTheNextDatabase() throws Exception {
    var lesson =
        Lesson.because(
                "the number of the next database was not kept from one run to the next",
                "it was set too late: the run ended before")
            .when("20 100", "each run begins with the same database")
            .when(
                "60 100",
                "the run visits nothing: it still counts as unfinished, from the one" + " before")
            .when(
                "20 60",
                "the budget ended the samples of database 0, but not the run: that went on with the"
                    + " next database")
            .readAgain(BUDGET);
    microsPerDeletion = 30;
    expired(0, 100);
    expired(1, 100);
    run();
    run();
    lesson.same(
        "keys that are left in the databases 0 and 1, after two runs that spent their budget",
        "60 60",
        size(0) + " " + size(1));
  }

  @Test
  void databaseThatIsTaken_isVisited() throws Exception {
    var lesson =
        Lesson.because(
                "a run that is unfinished visits databases in another order than by their numbers",
                "the clock was not looked at after the last sample of a database")
            .when(
                "100 60",
                "the run before took database 1, saw that the budget was spent, and did not visit"
                    + " it: look at the clock after each sample")
            .when(
                "80 60",
                "the run before did not look at the clock after the last sample of database 0, so"
                    + " it went on with database 1")
            .readAgain(BUDGET);
    microsPerDeletion = 48;
    set(0, 40, key -> key >= 20 || key % 10 == 0 ? "PX 1" : "EX 1000");
    expired(1, 100);
    expired(2, 100);
    run();
    run();
    lesson.same(
        "keys that are left in the databases 1 and 2, after a run whose budget ends with the last"
            + " sample of database 0, and another run",
        "60 100",
        size(1) + " " + size(2));
  }

  @Test
  void clock_isReadAfterTheOnlySampleOfADatabase_too() throws Exception {
    var lesson =
        Lesson.because(
                "the clock was not read after each sample",
                "the run that the clock had ended did not count as unfinished")
            .when(
                "98 98 98 98 98",
                "the clock was not read after the first sample of a database, and here no database"
                    + " has a second one")
            .when(
                "98 98 100 100 100",
                "unfinished was not set when the clock ended the run, so no fast cycle followed")
            .readAgain(BUDGET);
    microsPerDeletion = 300;
    for (int database = 0; database < 5; database++) {
      set(database, 100, key -> key % 10 == 0 ? "PX 1" : "EX 1000"); // 2 of each 20
    }
    letExpire();
    run();
    cycle().fast();
    lesson.same(
        "keys that are left in the databases 0 to 4, after a run and a fast cycle of 1000 µs each,"
            + " if each database takes one sample of 600 µs",
        "98 98 98 98 100",
        IntStream.range(0, 5)
            .mapToObj(database -> Integer.toString(size(database)))
            .collect(Collectors.joining(" ")));
  }

  @Test
  void fewDatabases_areVisitedOnceEach() throws Exception {
    var lesson =
        Lesson.because(
                "a run visits a database once, although there are fewer than DATABASES_PER_RUN",
                "the percentage was compared with another number than acceptablePercent()")
            .when(92, "the run visited each of the four databases four times: 16 in all")
            .when(100, "no sample was visited")
            .readAgain(BUILD);
    server = serverWith(4);
    set(0, 100, key -> key % 10 == 0 ? "PX 1" : "EX 1000"); // 2 of each 20
    letExpire();
    run();
    lesson.same(
        "keys that are left of 100 on a server with four databases, if 2 of each sample have"
            + " expired",
        98,
        size(0));
  }

  @Test
  void fewDatabases_areVisitedOnceEach_afterAnUnfinishedRunToo() throws Exception {
    var lesson =
        Lesson.because(
                "a run that follows an unfinished one visits all databases, each of them once",
                "the run before did not stop at its limit")
            .when(92, "the run visited each of the four databases four times: 16 in all")
            .when(100, "the run after the unfinished one did not come to database 1")
            .readAgain(BUILD);
    server = serverWith(4);
    microsPerDeletion = 30;
    set(1, 100, key -> key % 10 == 0 ? "PX 1" : "EX 1000"); // 2 of each 20
    expired(0, 100);
    run();
    microsPerDeletion = 0;
    run();
    lesson.same(
        "keys that are left of 100 in database 1 of four, if 2 of each sample have expired, after a"
            + " run that ended in database 0, and another run",
        98,
        size(1));
  }

  @Test
  void run_visitsSixteenDatabases_andTheNextOneThoseBehindThem() throws Exception {
    var lesson =
        Lesson.because(
                "a run visits DATABASES_PER_RUN databases, or all there are if these are fewer",
                "the database that comes next was not noted")
            .readAgain(BUILD);
    expired(15, 5);
    expired(16, 5);
    run();
    lesson.same("keys that are left in database 15, after a run", 0, size(15));
    Lesson.because(
            "the run has visited more databases than DATABASES_PER_RUN",
            "it did not begin with database 0")
        .readAgain(BUILD)
        .same("keys that are left in database 16, of 20 databases, after a run", 5, size(16));
    run();
    lesson.same("keys that are left in database 16, after another run", 0, size(16));
    expired(0, 5);
    run();
    lesson.same("keys that are left in database 0, after a third run", 0, size(0));
  }

  @Test
  void runAfterAnUnfinishedOne_visitsAllDatabases() throws Exception {
    var lesson =
        Lesson.because(
                "the run before was unfinished, so this one visits all databases, not 16",
                "the run before was forgotten too early, or counted as finished")
            .readAgain(BUILD);
    microsPerDeletion = 30;
    expired(0, 100);
    expired(18, 5);
    run();
    microsPerDeletion = 0;
    run();
    lesson.same("keys that are left in database 18 of 20, after both runs", 0, size(18));
    lesson.same("keys that are left in database 0", 0, size(0));
  }

  @Test
  void unfinishedRun_isNotedForTheFastCycle() throws Exception {
    var lesson =
        Lesson.because(
                "the field that tells of an unfinished run has another value",
                "it was set only where a limit was reached, and never taken back")
            .readAgain(BUILD);
    microsPerDeletion = 30;
    expired(0, 70);
    run();
    cycle().fast();
    lesson
        .when(30, "unfinished was not set when the budget was spent, so no fast cycle followed")
        .same("keys that are left of 70, after a run and a fast cycle of 1 ms each", 0, size(0));
    expired(0, 5);
    run();
    expired(0, 5); // the turns of the loop in it are occasions for a fast cycle
    lesson.same("keys that fast cycles leave of 5, after a run that was finished", 5, size(0));
  }

  @Test
  void clockThatStandsStill_isNoReasonToGoOn() throws Exception {
    var lesson =
        Lesson.because(
                "the number of keys of the run was not compared with its limit",
                "the number of keys of the sample was compared, not that of the run")
            .when(5050, "nothing ends a run but the clock, and it stands still here")
            .when(5050, "the keys that have expired were counted, not all keys that were visited")
            .readAgain(BUDGET);
    set(0, 10_100, key -> key % 2 == 0 ? "PX 1" : "EX 1000");
    letExpire();
    run();
    lesson.same(
        "keys that are left of 10100, if half of them have expired, and a run visits 10000",
        5100,
        size(0));
  }
}
