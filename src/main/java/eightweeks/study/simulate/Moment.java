package eightweeks.study.simulate;

/** The moments of a failover, in their order; day 28 counts them. */
public enum Moment {
  START("the start"),
  FAULT("the fault begins"),
  DOWN("the first Sentinel says +sdown"),
  ELECTION("a Sentinel is elected"),
  PROMOTION("a replica becomes a master"),
  END_OF_FAULT("the fault ends"),
  DEMOTION("server 1 becomes a replica");

  private final String text;

  Moment(String text) {
    this.text = text;
  }

  /** Returns the moment in words. */
  public String text() {
    return text;
  }
}
