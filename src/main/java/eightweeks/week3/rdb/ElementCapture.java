package eightweeks.week3.rdb;

import eightweeks.week2.dict.Capture;

/** The elements of a large set or hash, in any order: a capture of their dict. */
public record ElementCapture(Capture<?> elements) implements ValueCapture {
  @Override
  public boolean step(int count) {
    return elements.step(count);
  }

  @Override
  public void cancel() {
    elements.cancel();
  }
}
