package eightweeks.week3.commandkeys;

import eightweeks.week1.resp.Args;

/** A command whose channel spec cannot describe its channels: the command of a module. */
public interface MovableChannels {
  /**
   * Finds the channels among its arguments.
   *
   * @param args the arguments; the arity allows their number
   * @param channels where to add them
   */
  void findChannels(Args args, CommandChannels channels);
}
