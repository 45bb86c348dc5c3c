package eightweeks.differential;

import java.util.List;

/**
 * Something that two servers disagree about.
 *
 * @param index at which step of the episode it was seen
 * @param what the name of the command, or that it is the state
 * @param said the command
 * @param ours what ours replied or holds
 * @param theirs what the other one replied or holds
 */
record Difference(int index, String what, List<String> said, String ours, String theirs) {
  private static final int LONGEST = 1500;

  @Override
  public String toString() {
    return "after step %d, %s: %s%n  ours:   %s%n  theirs: %s"
        .formatted(index, what, Step.line(said), cut(ours), cut(theirs));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
