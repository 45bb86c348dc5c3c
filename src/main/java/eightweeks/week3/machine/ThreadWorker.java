package eightweeks.week3.machine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A worker that is a daemon thread, so that the JVM can exit while it works. */
final class ThreadWorker implements Worker {
  private final ExecutorService thread;

  /**
   * Creates the worker; its thread starts with the first task.
   *
   * @param name the thread's name in debuggers
   * @param starter called on the thread with all its work, which it runs
   */
  ThreadWorker(String name, Consumer<Runnable> starter) {
    var threads = Thread.ofPlatform().daemon().name(name);
    thread =
        Executors.newSingleThreadExecutor(work -> threads.unstarted(() -> starter.accept(work)));
  }

  @Override
  public void submit(Runnable task) {
    thread.execute(task);
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
