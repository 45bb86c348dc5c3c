package eightweeks.week3.machine;

/**
 * A thread beside the loop, for work that blocks: it runs tasks one after another, in the order in
 * which they were submitted. A task answers the loop with {@code EventLoop.post}.
 *
 * <p>Answers to {@code bio.c: bioSubmitJob()}.
 */
public interface Worker extends AutoCloseable {
  /** Submits a task, which runs after those submitted before. A task must not throw. */
  void submit(Runnable task);

  /** Ends the thread when all submitted tasks have run; does not wait for them. */
  @Override
  void close();
}
