package eightweeks.week3.rdb;

import eightweeks.week2.sortedset.SortedSetCapture;

/** The members of a large sorted set, the greatest first: a walk down its skip list. */
public record MemberCapture(SortedSetCapture members) implements ValueCapture {
  @Override
  public boolean step(int count) {
    return members.step(count);
  }

  @Override
  public long copied() {
    return members.copied();
  }

  @Override
  public void cancel() {
    members.end();
  }
}
