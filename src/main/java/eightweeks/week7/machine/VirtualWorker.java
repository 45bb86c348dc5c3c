package eightweeks.week7.machine;

import eightweeks.week3.machine.Worker;

/**
 * A worker that is infinitely fast: a task has run when {@link #submit} returns, unless the workers
 * of its system are held.
 */
final class VirtualWorker implements Worker {
  private final VirtualOperatingSystem system;
  private boolean closed;

  VirtualWorker(VirtualOperatingSystem system) {
    this.system = system;
  }

  @Override
  public void submit(Runnable task) {
    if (closed) {
      throw new IllegalStateException("the worker is closed");
    }
    system.run(task);
  }

  @Override
  public void close() {
    closed = true;
  }
}
