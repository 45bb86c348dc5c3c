package eightweeks.study.lesson;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a piece of a learner's code in a thread of its own, so that a loop without end can be told
 * from a wrong answer. Such a thread is left behind: no other thread can end it.
 */
final class Patience {
  /** Less than the timeout of a test, so that the learner reads the lesson and not the timeout. */
  static final int SECONDS = 4;

  private Patience() {}

  /** A call that did not end in time; its stack is where the call was then. */
  static final class Lost extends Exception {
    private static final long serialVersionUID = 1;

    private Lost(StackTraceElement[] stack) {
      super("no end after " + SECONDS + " seconds");
      setStackTrace(stack);
    }
  }

  /** Returns what the code returns or throws; {@link Lost} if it does not end in time. */
  static <T> T call(Lesson.Call<T> code) throws Throwable {
    if (isDebugged()) {
      return code.call(); // a program that is stopped in a debugger may take any time
    }
    var result = new CompletableFuture<T>();
    var thread =
        Thread.ofPlatform().daemon().name("your code").unstarted(() -> complete(result, code));
    thread.start();
    try {
      return result.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() == null ? e : e.getCause();
    } catch (TimeoutException e) {
      var lost = new Lost(thread.getStackTrace());
      thread.interrupt();
      throw lost;
    } catch (InterruptedException e) {
      thread.interrupt();
      throw e;
    }
  }

  private static <T> void complete(CompletableFuture<T> result, Lesson.Call<T> code) {
    try {
      result.complete(code.call());
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  private static boolean isDebugged() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .anyMatch(word -> word.startsWith("-agentlib:jdwp") || word.startsWith("-Xrunjdwp"));
  }
}
