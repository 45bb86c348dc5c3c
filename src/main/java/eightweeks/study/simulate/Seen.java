package eightweeks.study.simulate;

/**
 * Something that a machine has seen.
 *
 * @param millis when, since the start, on the clock of the simulation
 * @param who the name of the machine
 * @param what the line of its log, with names for ids; for a fault what it does, between {@link
 *     #FAULT}s
 */
public record Seen(long millis, String who, String what) {
  static final String FAULT = "===";

  static Seen fault(long millis, String who, String what) {
    return new Seen(millis, who, FAULT + " " + what + " " + FAULT);
  }

  /** Returns whether this is a fault, or the end of one. */
  public boolean isFault() {
    return what.startsWith(FAULT);
  }

  /** Returns the first word: the event of a Sentinel. */
  public String event() {
    int blank = what.indexOf(' ');
    return blank < 0 ? what : what.substring(0, blank);
  }

  /** Returns the time in seconds with three digits behind the point. */
  public String seconds() {
    var thousandths = String.valueOf(1000 + millis % 1000).substring(1);
    return millis / 1000 + "." + thousandths;
  }
}
