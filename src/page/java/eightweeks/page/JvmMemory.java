package eightweeks.page;

import eightweeks.week5.machine.MachineMemory;

/**
 * What {@code week5.machine.JvmMemory} does, for a page, which cannot ask how much memory it has:
 * it has what it wants.
 */
public final class JvmMemory implements MachineMemory {
  @Override
  public long totalMemory() {
    return 0;
  }

  @Override
  public long residentMemory() {
    return 0;
  }

  @Override
  public long usedHeap() {
    return 0;
  }

  @Override
  public long committedHeap() {
    return 0;
  }

  @Override
  public long maxHeap() {
    return Long.MAX_VALUE;
  }

  @Override
  public void collectGarbage() {}

  @Override
  public boolean collectsConcurrently() {
    return false;
  }
}
