package eightweeks.week7.simulation;

import eightweeks.week1.world.Worker;

/** A worker that is infinitely fast: a task has run when {@link #submit} returns. */
final class VirtualWorker implements Worker {
  private boolean closed;

  @Override
  public void submit(Runnable task) {
    if (closed) {
      throw new IllegalStateException("the worker is closed");
    }
    task.run();
  }

  @Override
  public void close() {
    closed = true;
  }
}
