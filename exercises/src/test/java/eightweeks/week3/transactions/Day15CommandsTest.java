package eightweeks.week3.transactions;

import eightweeks.exercise.MemoryServer;
import eightweeks.study.lesson.Lesson;
import org.junit.jupiter.api.Test;

/** Day 15: a transaction in which a command was rejected runs nothing, whatever the reason. */
final class Day15CommandsTest {
  private static final String CHAPTER = "weeks/week3/day15-commands.adoc, ";
  private static final String GATES = CHAPTER + "\"Gates\"";
  private static final String ALL_OR_NOTHING = CHAPTER + "\"All or nothing\"";
  private static final String ABORTED =
      "-EXECABORT Transaction discarded because of previous errors.\r\n";

  private final MemoryServer server = MemoryServer.ofWeeks(3);

  @Test
  void missingArgument_abortsTheTransaction() throws Exception {
    abortedBy("INCRBY a");
  }

  @Test
  void unknownCommand_abortsTheTransaction() throws Exception {
    abortedBy("NOSUCH a");
  }

  @Test
  void unknownSubcommand_abortsTheTransaction() throws Exception {
    abortedBy("CLIENT NOSUCH");
  }

  @Test
  void commandThatCannotBeQueued_abortsTheTransaction() throws Exception {
    abortedBy("SAVE");
  }

  private void abortedBy(String rejected) throws Exception {
    server.call("SET a 1");
    server.call("MULTI");
    server.call("INCR a");
    server.call(rejected);
    Lesson.because(
            "a rejection of this kind does not mark the client",
            "the listener gives up before it marks: for it null is a command that does not exist")
        .readAgain(GATES)
        .same("EXEC's reply after " + rejected, ABORTED, server.call("EXEC"));
    Lesson.because(
            "EXEC has run a part of the transaction", "EXEC replies an error and runs all the same")
        .readAgain(ALL_OR_NOTHING)
        .same(
            "a, which the transaction would have incremented", "$1\r\n1\r\n", server.call("GET a"));
  }

  @Test
  void transactionAfterAnAbortedOne_runs() throws Exception {
    server.call("MULTI");
    server.call("NOSUCH");
    server.call("EXEC");
    server.call("MULTI");
    server.call("SET a 1");
    Lesson.because(
            "the mark of the transaction before is still there",
            "the client is marked outside a transaction, too")
        .readAgain(ALL_OR_NOTHING)
        .same("EXEC's reply in the next transaction", "*1\r\n+OK\r\n", server.call("EXEC"));
  }

  @Test
  void rejectionOutsideATransaction_doesNotAbortTheNextOne() throws Exception {
    server.call("NOSUCH");
    server.call("MULTI");
    server.call("SET a 1");
    Lesson.because(
            "only a client between MULTI and EXEC is marked",
            "the mark outlives the command that was rejected")
        .readAgain(ALL_OR_NOTHING)
        .same("EXEC's reply", "*1\r\n+OK\r\n", server.call("EXEC"));
  }

  @Test
  void execThatIsRejectedItself_endsTheTransactionWithTheReason() throws Exception {
    server.call("MULTI");
    server.call("SET a 1");
    Lesson.because(
            "EXEC was rejected like any other command",
            "the reply lacks the reason, or has its code twice")
        .readAgain(ALL_OR_NOTHING)
        .same(
            "the reply to EXEC with an argument too many",
            "-EXECABORT Transaction discarded because of: wrong number of arguments for 'exec'"
                + " command\r\n",
            server.call("EXEC 1"));
    Lesson.because(
            "the transaction was not discarded",
            "the client still counts as between MULTI and EXEC")
        .readAgain(ALL_OR_NOTHING)
        .same("the reply to the next EXEC", "-ERR EXEC without MULTI\r\n", server.call("EXEC"));
  }
}
