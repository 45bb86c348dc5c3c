package eightweeks.week3.machine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A worker that is a daemon thread, so that the JVM can exit while it works. */
final class ThreadWorker implements Worker {
  private final ExecutorService thread;

  /**
   * Creates the worker; its thread starts with the first task.
   *
   * @param name the thread's name in debuggers
   */
  ThreadWorker(String name) {
    thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
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
