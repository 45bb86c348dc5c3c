package eightweeks.week1.startup;

/** The version that this server reports. */
public final class Version {
  /** The version of Redis whose commands and behaviour this server has. */
  public static final String REDIS = "7.2.6";

  private Version() {}
}
