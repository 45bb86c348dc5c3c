package eightweeks.week1.eventloop;

/** Called when a channel is ready (answers to {@code ae.h: aeFileProc}). */
@FunctionalInterface
public interface FileHandler {
  void ready();
}
