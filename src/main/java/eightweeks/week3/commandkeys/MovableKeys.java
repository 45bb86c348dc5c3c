package eightweeks.week3.commandkeys;

import eightweeks.week1.resp.Args;

/** A command whose key specs cannot describe its keys. */
public interface MovableKeys {
  /**
   * Finds the keys among its arguments.
   *
   * @param args the arguments; the arity allows their number
   * @param keys where to add them
   * @return whether the arguments are valid
   */
  boolean findKeys(Args args, CommandKeys keys);
}
