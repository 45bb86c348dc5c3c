package eightweeks.week3.machine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A worker that is a thread of the machine. The server can end while it works. */
final class ThreadWorker implements Worker {
  private final ExecutorService thread;

  /**
   * Starts the thread with the first task.
   *
   * @param name what debuggers show
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
